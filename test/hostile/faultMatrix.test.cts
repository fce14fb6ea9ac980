import type { OnError } from 'n8n-workflow';

import { everyService, titleOf } from '../cases/everyService.cts';
import type { OperationCase, TestedService } from '../cases/everyService.cts';
import { virtualTime } from '../../harness/engine/virtualTime.cts';
import type { NodeResult } from '../../harness/engine/runNode.cts';
import type { HostileFault } from './faults.cts';
import { hostileFaults } from './faults.cts';
import { whyNotShown } from './messages.cts';

/** Longest that one request may wait in all, milliseconds, by the default of Max Wait For Rate Limits. */
const BUDGET_MS = 60_000;
/** Requests that no case sends, also when each is turned away after the shortest of the waits for two minutes. */
const MOST_REQUESTS = 320;
/** `npm run test:hostile` looks at every cell, `npm test` at one of this many. */
const LIGHT_PART = 12;
/** Chooses the cells of the light form; the next cells come with another seed. */
const SEED = 1;

const MODES: OnError[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];

interface Cell {
	fault: HostileFault;
	onError: OnError;
}

const CELLS: Cell[] = hostileFaults.flatMap((fault) =>
	MODES.map((onError) => ({ fault, onError })),
);

/** The cells of one case: all of them, or other ones for each case. */
function cellsOf(caseIndex: number): Cell[] {
	if ('allCells' in globalThis) return CELLS;
	return CELLS.filter((_cell, index) => (index + caseIndex * 5 + SEED) % LIGHT_PART === 0);
}

/** What the user is told, whatever the mode. */
function textsOf({ error, outputs, hints }: NodeResult): string[] {
	const failed = outputs.flat().filter(({ json }) => typeof json.error === 'string');
	const items = failed.flatMap(({ json }) => {
		const { howToGoOn } = (json.details ?? {}) as { howToGoOn?: unknown };
		return [json.error as string, typeof howToGoOn === 'string' ? howToGoOn : ''];
	});
	return [
		...(error === undefined ? [] : [error.message, error.description ?? '']),
		...items,
		...hints.map(({ message }) => message),
	].filter((text) => text !== '');
}

/** What is wrong with how a case ends under a fault that hits each of its requests; empty when nothing is. */
async function faultsOf(
	service: TestedService,
	chosen: OperationCase,
	{ fault, ambiguous, neverSuccess = false }: HostileFault,
	onError: OnError,
): Promise<string[]> {
	const { input = [{}] } = chosen;
	await service.sandbox.control.clearFaults();
	await service.sandbox.control.clearReceived();
	await service.sandbox.control.addFaults({ ...fault, times: 'always' });
	const { waits } = virtualTime();
	const result = await service.run(chosen.name, chosen.parameters, { input: [input], onError });
	jest.restoreAllMocks();
	const requests = await service.sandbox.control.received();

	const found: string[] = [];
	const effect = service.effectOf(chosen.name);
	if (effect === 'unsafeWrite' && ambiguous && requests.length > 1) {
		found.push(`an unsafe write was sent ${requests.length} times`);
	}
	const keys = new Set(
		requests.flatMap(({ body }) => {
			const key = (body as { idempotency_key?: unknown } | null)?.idempotency_key;
			return key === undefined ? [] : [key];
		}),
	);
	if (keys.size > 1) found.push(`one item was sent with ${keys.size} idempotency keys`);
	if (requests.length > MOST_REQUESTS) found.push(`${requests.length} requests`);
	const waited = waits.reduce((sum, ms) => sum + ms, 0);
	if (waits.some((ms) => !Number.isFinite(ms) || ms < 0)) found.push('a wait that is no number');
	if (waited > BUDGET_MS * 2) found.push(`waited ${waited} ms`);
	if (onError !== 'stopWorkflow') {
		if (result.error !== undefined) found.push(`ended the run: ${result.error.message}`);
		const failed = result.outputs.map((items) => items.filter(({ json }) => 'error' in json));
		const wrong = failed[onError === 'continueErrorOutput' ? 0 : 1] ?? [];
		if (wrong.length > 0) found.push('an error item is on the wrong output');
		const paired = result.outputs.flat().map(({ pairedItem }) => pairedItem);
		if (paired.some((pair) => pair === undefined)) found.push('an item without its input item');
		// A list that is read can be empty.
		const cameOut = result.outputs.flat().length > 0 || effect === 'read';
		if (!cameOut) found.push('an item came out nowhere');
	}
	const isFailure =
		result.error !== undefined || result.outputs.flat().some(({ json }) => 'error' in json);
	if (neverSuccess && !isFailure) found.push('counts as a success');
	const texts = textsOf(result);
	for (const text of texts) {
		const why = whyNotShown(text, [service.secret]);
		if (why !== undefined) found.push(`${why}: ${text}`);
	}
	if (result.error !== undefined && (result.error.description ?? '') === '') {
		found.push(`says not how to go on: ${result.error.message}`);
	}
	return found;
}

describe.each(everyService().map((service) => [service.name, service] as const))(
	'%s',
	(_name, service) => {
		const titles = service.cases({}).map(titleOf);

		it.each(titles)('%s survives what happens to its requests', async (title) => {
			const ids = await service.prepare();
			const chosen = service.cases(ids)[titles.indexOf(title)] as OperationCase;
			const found: Record<string, string[]> = {};
			for (const { fault, onError } of cellsOf(titles.indexOf(title))) {
				const faults = await faultsOf(service, chosen, fault, onError);
				if (faults.length > 0) found[`${fault.title}, ${onError}`] = faults;
			}
			await service.sandbox.control.clearFaults();

			expect(found).toEqual({});
		});
	},
);
