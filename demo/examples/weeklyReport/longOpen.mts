import type { Probe } from '../probe.mts';
import { fileOf } from '../reportFiles.mts';
import { reportIn } from './reportedFigures.mts';
import { weeklyReport } from './weeklyReport.mts';

const DAYS = 25;
const DAY_MS = 86_400_000;
const ADDRESS = '3 Broad Street';

let made: string[] = [];

/** What waits needs action now, however old it is: an incident of neither week is still open. */
export const longOpen: Probe = {
	situation: 'with an incident that has been open for weeks',
	async prepare({ control }) {
		made = await control.sety.createIncidents({
			createdAt: new Date(Date.now() - DAYS * DAY_MS).toISOString(),
			status: 'assigned',
			location: { address: ADDRESS },
		});
	},
	async restore({ control }) {
		for (const id of made) await control.sety.setStatus(id, { status: 'resolved' });
	},
	check(result, observed) {
		const { needsAction, incidents, summary } = reportIn(result);
		const [first] = needsAction.list;
		return [
			...weeklyReport(result, observed),
			{
				text: 'it is the first that needs action, on the page, in the email and in the summary',
				met:
					first?.id === made[0] &&
					incidents.open.oldestSeconds.value !== null &&
					Math.round((incidents.open.oldestSeconds.value * 1_000) / DAY_MS) === DAYS &&
					[fileOf(result, 'page'), reportIn(result).email.html, summary.text].every((text) =>
						text.includes(ADDRESS),
					),
				found: [needsAction, incidents.open],
			},
		];
	},
};
