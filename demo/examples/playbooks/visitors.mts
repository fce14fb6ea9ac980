import { isDeepStrictEqual } from 'node:util';
import type { AccessLog } from '../../../sandbox/sety/model.cts';
import type { Expectation, Observed, Watched } from '../checks.mts';
import { withoutButton, type Example } from '../exampleFile.mts';
import { itemsOf, type ExecutionResult } from '../execution.mts';
import type { Probe } from '../probe.mts';
import type { World } from '../runExample.mts';
import { linkIn, open, untilAsked } from './mailedQuestion.mts';

const GUARD = 'guard@example.com';
const HOUR_MS = 3_600_000;

/** The guard opens the roll call, ticks the first visitor and sends it. */
async function answer(world: World): Promise<void> {
	const url = linkIn(await untilAsked(world, GUARD), 'Open the roll call');
	const page = await (await open(url, world.signal)).text();
	const [, field = '', choice = ''] =
		/class='multiselect-checkbox' id='option0_([^']+)' value='([^']+)'/.exec(page) ?? [];
	const body = new FormData();
	body.set(field, JSON.stringify([choice]));
	await fetch(url, { method: 'POST', body, signal: world.signal });
}

/** Those whom the roll call is about, in its order, by what Sety has of them now. */
function called(result: ExecutionResult, { stored }: Observed): AccessLog[] {
	const [{ visitors } = {}] = itemsOf(result, 'One Roll Call for All');
	const list = Array.isArray(visitors) ? (visitors as Array<Pick<AccessLog, 'log_id'>>) : [];
	return list.flatMap(({ log_id: id }) => stored.accessLogs.find((log) => log.log_id === id) ?? []);
}

function everyoneElseUntouched(result: ExecutionResult, observed: Observed): Expectation[] {
	// A visitor may come to be inside for an hour between the list and this check.
	const list = observed.received.find(({ path }) => path === '/access-logs/current');
	const beforeList = Date.parse(list?.at ?? '') - HOUR_MS;
	const beforeCheck = Date.now() - HOUR_MS;
	const ids = called(result, observed).map(({ log_id }) => log_id);
	const missed = observed.stored.accessLogs.filter(
		({ status, entry_time, log_id }) =>
			status === 'checked_in' && Date.parse(entry_time) < beforeList && !ids.includes(log_id),
	);
	const writes = observed.received.filter(({ method }) => method !== 'GET');
	return [
		{
			text: 'everyone who came more than an hour ago is called, and no one else',
			met:
				list !== undefined &&
				ids.length > 1 &&
				missed.length === 0 &&
				called(result, observed).every(({ entry_time }) => Date.parse(entry_time) < beforeCheck),
			found: [ids, missed],
		},
		{
			text: 'Sety is told of nothing but departures of those',
			met: writes.every(({ path }) => ids.some((id) => path === `/access-logs/${id}/checkout`)),
			found: writes.map(({ method, path }) => `${method} ${path}`),
		},
	];
}

/** What examples/visitors-overstaying.json says on its note. */
export const visitorsOverstaying: Watched = {
	check(result, observed) {
		const [first, ...others] = called(result, observed);
		return [
			...everyoneElseUntouched(result, observed),
			{
				text: 'those who have left are checked out, each once',
				met:
					others.length > 0 &&
					others.every((log) => log.status === 'checked_out') &&
					observed.received.filter(({ method }) => method === 'PATCH').length === others.length,
				found: others,
			},
			{
				text: 'the one who is still inside is not, and the team learns of that',
				met:
					first?.status === 'checked_in' &&
					observed.messages.length === 1 &&
					observed.messages[0]?.text.startsWith(`${first.visitor_name} is still inside`) === true,
				found: [first, observed.messages],
			},
		];
	},
	meanwhile: answer,
};

/** The wait for an answer ends after a second. */
function impatient(example: Example): Example {
	const limitWaitTime = {
		values: { limitType: 'afterTimeInterval', resumeAmount: 0.02, resumeUnit: 'minutes' },
	};
	const nodes = example.nodes.map((node) => {
		if (node.name !== 'Roll Call') return node;
		const { options, ...parameters } = Object(node['parameters']);
		return { ...node, parameters: { ...parameters, options: { ...options, limitWaitTime } } };
	});
	return { ...example, nodes };
}

/** A visitor stays checked in: only the guard knows who has left. */
const withoutAnswer: Probe = {
	situation: 'fired by its schedule, when the guard does not answer',
	change: (example) => impatient(withoutButton(example)),
	check: (result, observed) => [
		{
			text: 'the workflow ends with success',
			met: result.status === 'success',
			found: result.error,
		},
		{
			text: 'no one is checked out',
			met: observed.received.every(({ method }) => method === 'GET'),
			found: observed.received.map(({ method, path }) => `${method} ${path}`),
		},
		{
			text: 'the team learns of each visitor',
			met: isDeepStrictEqual(
				observed.messages.map(({ text }) => text.split(' has not checked out')[0]),
				called(result, observed).map((log) => log.visitor_name),
			),
			found: observed.messages,
		},
	],
};

export const visitorsProbes: Probe[] = [withoutAnswer];
