import type { Example } from '../exampleFile.mts';
import type { Probe } from '../probe.mts';
import { reportedFigures, reportIn } from './reportedFigures.mts';
import { fileOf } from '../reportFiles.mts';
import { sentReport } from './weeklyReport.mts';

/** Ten years back the sandbox knows of nothing. */
const EMPTY_WEEK = { period: 'custom', start: '2016-06-06', end: '2016-06-13' };

/** Two weeks without a single record: a report of zeros, and no share of nothing. */
export const emptyWeeks: Probe = {
	situation: 'of two empty weeks',
	change: (example) => withPeriod(example, EMPTY_WEEK),
	check(result, observed) {
		const report = reportIn(result);
		const found = [reportedFigures(report, 'now'), reportedFigures(report, 'before')];
		return [
			{
				text: 'the workflow ends with success',
				met: result.status === 'success',
				found: result.error,
			},
			...sentReport(result, observed),
			{
				text: 'every number is 0',
				met: found.every((counts) => Object.keys(counts).length === 0),
				found,
			},
			{
				text: 'no service is said to be missing',
				met: report.headline.unreadableServices === 0 && fileOf(result, 'page') !== '',
				found: report.headline,
			},
		];
	},
};

/** The example with another period, in both nodes that have one. */
const withPeriod = (example: Example, parameters: Record<string, unknown>): Example => ({
	...example,
	nodes: example.nodes.map((node) =>
		node.type.endsWith('.safetyReport')
			? { ...node, parameters: { ...Object(node['parameters']), ...parameters } }
			: node,
	),
});
