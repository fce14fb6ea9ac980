import { isDeepStrictEqual } from 'node:util';
import { MANUAL_TRIGGER, type Example } from './exampleFile.mts';
import type { Probe } from './probe.mts';
import { weeklyReport } from './weeklyReport/weeklyReport.mts';

/** Without its button, so that nothing but its schedule can start it. */
function withoutButton(example: Example): Example {
	const nodes = example.nodes.filter(({ type }) => type !== MANUAL_TRIGGER);
	const connections = Object.entries(example.connections).filter(([from]) =>
		nodes.some(({ name }) => name === from),
	);
	return { ...example, nodes, connections: Object.fromEntries(connections) };
}

/** The schedule fires, and the report is the same as by hand. */
export const reportBySchedule: Probe = {
	situation: 'fired by its schedule',
	change: withoutButton,
	check: (result, observed) => [
		{
			text: 'the workflow ends with success',
			kept: result.status === 'success',
			found: result.error,
		},
		{
			text: 'its schedule has started it',
			kept: result.nodes.find(({ node }) => node === 'Mondays at Six')?.ran === true,
		},
		...weeklyReport(result, observed),
	],
};

/** The schedule fires when no row of the outbox is left: nothing is sent, and that is no failure. */
export const emptyOutboxBySchedule: Probe = {
	situation: 'fired by its schedule with nothing left to send',
	change: withoutButton,
	check: (result, { received }) => [
		{
			text: 'the workflow ends with success',
			kept: result.status === 'success',
			found: result.error,
		},
		{
			text: 'it looks for unsent rows and stops there',
			kept: isDeepStrictEqual(
				result.nodes.filter(({ ran }) => ran).map(({ node }) => node),
				['Every Five Minutes', 'Read Unsent Events'],
			),
			found: result.nodes,
		},
		{ text: 'nothing is sent', kept: received.length === 0, found: received },
	],
};
