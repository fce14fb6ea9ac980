import { FULL_PERMISSIONS, FULL_TOKEN } from '../../../harness/sandbox.mts';
import type { Expectation } from '../checks.mts';
import { withoutButton } from '../exampleFile.mts';
import type { ExecutionResult } from '../execution.mts';
import type { Probe } from '../probe.mts';
import { fileOf } from '../reportFiles.mts';
import { monthlyReview, sentReview } from './monthlyReview.mts';
import { reviewIn } from './reviewed.mts';

const succeeds = ({ status, error }: ExecutionResult): Expectation => ({
	text: 'the workflow ends with success',
	met: status === 'success',
	found: error,
});

/** The table of miles is there already, and the schedule fires. */
export const reviewBySchedule: Probe = {
	situation: 'fired by its schedule',
	change: withoutButton,
	check: (result, observed) => [
		succeeds(result),
		{
			text: 'its schedule has started it, and no sample miles are written',
			met:
				result.nodes.find(({ node }) => node === 'First of the Month at Six')?.ran === true &&
				result.nodes.find(({ node }) => node === 'Write Sample Miles')?.ran !== true,
		},
		...monthlyReview(result, observed),
	],
};

/** Without miles there are no rates, and the review says so. */
export const withoutMiles: Probe = {
	situation: 'without a table of miles',
	change: (example) => ({
		...withoutButton(example),
		nodes: withoutButton(example).nodes.map((node) =>
			node.name === 'Read Miles'
				? {
						...node,
						parameters: {
							...Object(node['parameters']),
							dataTableId: { __rl: true, mode: 'name', value: 'no_such_table' },
						},
					}
				: node,
		),
	}),
	check(result, observed) {
		const { safetyEvents, dataQuality } = reviewIn(result);
		const page = fileOf(result, 'page');
		return [
			succeeds(result),
			...sentReview(result, observed),
			{
				text: 'the events are counted, and no driver has a rate',
				met:
					safetyEvents.total.now > 0 &&
					safetyEvents.rate.per1000.value === null &&
					!safetyEvents.drivers.hasExposure,
				found: safetyEvents,
			},
			{
				text: 'the page says what could not be read',
				met: /no_such_table/.test(page) && dataQuality.unreadable.messages.length === 1,
				found: dataQuality.unreadable,
			},
		];
	},
};

/** A token without permission: the review comes all the same and says so. */
export const withoutPermission: Probe = {
	situation: 'with a token that may not read safety events',
	async prepare({ control }) {
		await control.samsara.changeToken(FULL_TOKEN, { permissions: [] });
	},
	async restore({ control }) {
		await control.samsara.changeToken(FULL_TOKEN, { permissions: [...FULL_PERMISSIONS] });
	},
	check(result, observed) {
		const { safetyEvents, dataQuality } = reviewIn(result);
		const messages = dataQuality.unreadable.messages.map(({ message }) => message);
		return [
			succeeds(result),
			...sentReview(result, observed),
			{
				text: 'safety events are said to be incomplete, with the reason',
				met:
					safetyEvents.isIncomplete &&
					messages.length > 0 &&
					messages.every((message) => /permission/i.test(message)) &&
					/permission/i.test(fileOf(result, 'page')),
				found: messages,
			},
		];
	},
};
