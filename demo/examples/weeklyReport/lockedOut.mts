import { isDeepStrictEqual } from 'node:util';
import { FULL_PERMISSIONS, FULL_TOKEN, TEST_KEY } from '../../../harness/sandbox.mts';
import type { Probe } from '../probe.mts';
import { reportIn } from './reportedFigures.mts';
import { fileOf } from '../reportFiles.mts';
import { sentReport } from './weeklyReport.mts';

/** Two of the three lists cannot be read: the report comes all the same and says so. */
export const lockedOut: Probe = {
	situation: 'with keys that may not read visitors and safety events',
	async prepare({ control }) {
		await control.sety.changeKey(TEST_KEY, { deniedOperations: ['accessLog.getAll'] });
		await control.samsara.changeToken(FULL_TOKEN, { permissions: [] });
	},
	async restore({ control }) {
		await control.sety.changeKey(TEST_KEY, { deniedOperations: [] });
		await control.samsara.changeToken(FULL_TOKEN, { permissions: [...FULL_PERMISSIONS] });
	},
	check(result, observed) {
		const report = reportIn(result);
		const { messages: unreadable } = report.dataQuality.unreadable;
		const messages = unreadable.map(({ message }) => message);
		const incomplete = [report.visitors, report.safetyEvents].map((part) => part.isIncomplete);
		return [
			{
				text: 'the workflow ends with success',
				met: result.status === 'success',
				found: result.error,
			},
			...sentReport(result, observed),
			{
				text: 'both are said to be incomplete, with the service and the reason, and nothing of SafetyKit is',
				met:
					incomplete.every(Boolean) &&
					!report.moderation.isIncomplete &&
					isDeepStrictEqual(unreadable.map(({ service }) => service).sort(), ['Samsara', 'Sety']) &&
					messages.length === 2 &&
					messages.every((message) => /(scope|permission)/i.test(message)),
				found: [incomplete, unreadable],
			},
			{
				text: 'the page says why, and the summary that two reads are missing',
				met:
					/scope/i.test(fileOf(result, 'page')) &&
					/permission/i.test(fileOf(result, 'page')) &&
					report.summary.text.includes('2 reads failed'),
				found: [report.summary.text, messages],
			},
			{
				text: 'the numbers of incidents are there',
				met: report.incidents.total.now > 0,
				found: report.incidents.total,
			},
		];
	},
};
