import { isDeepStrictEqual } from 'node:util';
import { withoutButton } from './exampleFile.mts';
import type { Probe } from './probe.mts';
import { weeklyReport } from './weeklyReport/weeklyReport.mts';

/** The schedule fires, and the report is the same as by hand. */
export const reportBySchedule: Probe = {
	situation: 'fired by its schedule',
	change: withoutButton,
	check: (result, observed) => [
		{
			text: 'the workflow ends with success',
			met: result.status === 'success',
			found: result.error,
		},
		{
			text: 'its schedule has started it',
			met: result.nodes.find(({ node }) => node === 'Mondays at Six')?.ran === true,
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
			met: result.status === 'success',
			found: result.error,
		},
		{
			text: 'it looks for unsent rows and stops there',
			met: isDeepStrictEqual(
				result.nodes.filter(({ ran }) => ran).map(({ node }) => node),
				['Every Five Minutes', 'Read Unsent Events'],
			),
			found: result.nodes,
		},
		{ text: 'nothing is sent', met: received.length === 0, found: received },
	],
};
