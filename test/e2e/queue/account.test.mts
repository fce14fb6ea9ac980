import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { temporaryFolder } from '../../../harness/process/temporaryFolder.mts';
import { account, type Evidence } from './account.mts';
import type { StoredExecution } from './storedExecutions.mts';
import { WorkerLog } from './workerLog.mts';

const folder = temporaryFolder('n8n-account-');

/** A worker that has begun `started`, and ended `finished` of them. */
function logOf(started: readonly number[], finished: readonly number[]): WorkerLog {
	const file = join(folder, `${randomUUID()}.log`);
	const lines = [
		...started.map((id) => `Worker started execution ${id} (job ${id})`),
		...finished.map((id) => `Worker finished execution ${id} (job ${id})`),
	];
	writeFileSync(file, lines.join('\n'));
	return new WorkerLog(file);
}

const executions = (statuses: Record<string, string>): Map<string, StoredExecution> =>
	new Map(Object.entries(statuses).map(([id, status]) => [id, { status, stoppedAt: 0 }]));

/** One emergency, reported once, by an execution on the worker that lives. */
function allWell(): Evidence {
	const killed = logOf([], []);
	return {
		emergencies: [{ trip: 'trip-0', passenger: 'Ada', latitude: 1, longitude: 2 }],
		reported: [{ trip: 'trip-0', incidentId: 'inc_1', unanswered: [] }],
		incidents: [{ id: 'inc_1', key: 'trip-0' }],
		executions: executions({ 1: 'success' }),
		logs: [logOf([1], [1]), killed],
		killed,
		concurrency: 10,
	};
}

const faults = (evidence: Evidence) => {
	const { lost, doubled, uncalledFor, misinformed, startedTwice, unexplained } = account(evidence);
	return { lost, doubled, uncalledFor, misinformed, startedTwice, unexplained };
};

const NO_FAULT = {
	lost: [],
	doubled: [],
	uncalledFor: [],
	misinformed: [],
	startedTwice: [],
	unexplained: [],
};

it('finds no fault where there is none', () => {
	assert.deepEqual(faults(allWell()), NO_FAULT);
});

it('finds incidents that nobody called for: without a key, or with another one', () => {
	const incidents = [
		{ id: 'inc_1', key: 'trip-0' },
		{ id: 'inc_2', key: null },
		{ id: 'inc_3', key: 'n8n-of-an-execution' },
	];
	assert.deepEqual(faults({ ...allWell(), incidents }), {
		...NO_FAULT,
		uncalledFor: ['inc_2', 'inc_3'],
	});
});

it('finds emergencies with two incidents and with none', () => {
	const twice = [
		{ id: 'inc_1', key: 'trip-0' },
		{ id: 'inc_2', key: 'trip-0' },
	];
	assert.deepEqual(faults({ ...allWell(), incidents: twice }).doubled, ['trip-0']);
	assert.deepEqual(faults({ ...allWell(), incidents: [] }).lost, ['trip-0']);
});

it('counts as cut off what the dead worker had begun, or had taken before it could say so', () => {
	const killed = logOf([2, 3], [3]);
	const evidence = {
		...allWell(),
		logs: [logOf([1], [1]), killed],
		killed,
		executions: executions({ 1: 'success', 2: 'error', 3: 'success', 4: 'error' }),
	};
	assert.deepEqual(faults(evidence), NO_FAULT);
	assert.equal(account(evidence).cutOff.length, 2);
});

it('takes no more for cut off than a worker can hold', () => {
	const nobodys = Array.from({ length: 50 }, (_, index) => String(index + 2));
	const evidence = {
		...allWell(),
		executions: executions({
			1: 'success',
			...Object.fromEntries(nobodys.map((id) => [id, 'error'])),
		}),
	};
	assert.deepEqual(faults(evidence), { ...NO_FAULT, unexplained: nobodys });
});

it('expects an execution for every call but those that n8n turned away', () => {
	const reported = [
		{
			trip: 'trip-0',
			incidentId: 'inc_1',
			unanswered: ['status 503', 'no answer', 'status 500', 'status 503'],
		},
	];
	assert.equal(account(allWell()).taken, 1);
	assert.equal(account({ ...allWell(), reported }).taken, 3);
});
