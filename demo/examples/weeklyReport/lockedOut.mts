import { FULL_TOKEN, TEST_KEY } from '../../../harness/sandbox.mts';
import type { Probe } from '../probe.mts';
import { rowsOfCsv } from './reportRows.mts';
import { filesOf, textOf, twoFiles } from './weeklyReport.mts';

/** Two of the three lists cannot be read: the report comes all the same and says so. */
export const lockedOut: Probe = {
	situation: 'with keys that may not read visitors and safety events',
	async prepare({ control }) {
		await control.sety.changeKey(TEST_KEY, { deniedOperations: ['accessLog.getStats'] });
		await control.samsara.changeToken(FULL_TOKEN, { permissions: [] });
	},
	async restore({ control }) {
		await control.sety.changeKey(TEST_KEY, { deniedOperations: [] });
		await control.samsara.changeToken(FULL_TOKEN, {
			permissions: ['Read Safety Events & Scores', 'Write Safety Events & Scores'],
		});
	},
	check(result) {
		const rows = rowsOfCsv(textOf(filesOf(result), 'table'));
		const unread = rows.filter(({ section }) => /^(Visitors|Safety events)/.test(section));
		const incidents = rows.filter((row) => !unread.includes(row));
		return [
			{
				text: 'the workflow ends with success',
				met: result.status === 'success',
				found: result.error,
			},
			...twoFiles(result),
			{
				text: 'none of their numbers is given, and the reason is',
				met:
					unread.length === 10 &&
					unread.every(({ value }) => /^not available: .*(scope|permission)/i.test(value)),
				found: unread,
			},
			{
				text: 'the numbers of incidents are there',
				met: incidents.length > 6 && incidents.every(({ value }) => !Number.isNaN(Number(value))),
				found: incidents,
			},
		];
	},
};
