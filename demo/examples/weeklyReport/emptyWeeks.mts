import type { Probe } from '../probe.mts';
import { rowsOfCsv } from './reportRows.mts';
import { filesOf, textOf, twoFiles } from './weeklyReport.mts';

/** Ten years back the sandbox knows of nothing. */
const WEEKS_BACK = 521;

/** Two weeks without a single record: a report of zeros, and no share of nothing. */
export const emptyWeeks: Probe = {
	situation: 'of two empty weeks',
	change: (example) => ({
		...example,
		nodes: example.nodes.map((node) =>
			node.name === 'This Week and the Week Before'
				? { ...node, parameters: backInTime(node['parameters']) }
				: node,
		),
	}),
	check(result) {
		const rows = rowsOfCsv(textOf(filesOf(result), 'table'));
		const shares = rows.filter(({ key }) => /%|median|average/.test(key));
		const totals = rows.filter((row) => !shares.includes(row));
		return [
			{
				text: 'the workflow ends with success',
				met: result.status === 'success',
				found: result.error,
			},
			...twoFiles(result),
			{
				text: 'every total is 0',
				met:
					totals.length >= 6 &&
					totals.every(({ value, weekBefore }) => value + weekBefore === '00'),
				found: totals,
			},
			{
				text: 'every share, median and average is said to be not available',
				met:
					shares.length === 6 &&
					shares.every(
						({ value, weekBefore }) =>
							value.startsWith('not available: ') && weekBefore.startsWith('not available: '),
					),
				found: shares,
			},
		];
	},
};

const backInTime = (parameters: unknown): unknown =>
	JSON.parse(
		JSON.stringify(parameters).replaceAll('weeks: weeksAgo', `weeks: ${WEEKS_BACK} + weeksAgo`),
	);
