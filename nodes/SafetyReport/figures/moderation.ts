import type { ModerationRecord } from '../records/records';
import { breakdownBy, breakdownByAll } from './breakdown';
import { shareOf } from './numbers';
import type { ModerationFigures } from './otherFigures';
import { byDay } from './overTime';
import type { Selection, Timeframe } from './timeframe';

const isDecision = ({ type, status }: ModerationRecord) =>
	type === 'moderation_decision' || (type === 'review' && status !== 'failed');
const isReport = ({ type }: ModerationRecord) => type === 'user_report';
const isAppeal = ({ type }: ModerationRecord) => type === 'appeal';

/** The figures of events and reviews of SafetyKit. */
export function moderationFigures(
	timeframe: Timeframe,
	all: readonly ModerationRecord[],
	isIncomplete: boolean,
): ModerationFigures {
	const selection = timeframe.select(all);
	const only = (is: (record: ModerationRecord) => boolean): Selection<ModerationRecord> => ({
		now: selection.now.filter(is),
		before: selection.before.filter(is),
	});
	const change = ({ now, before }: Selection<ModerationRecord>) =>
		timeframe.change(now.length, before.length);
	const decisions = only(isDecision);
	const reports = only(isReport);
	// SafetyKit answers a decision at once and without a time.
	const rated = all.filter(({ wasRight }) => wasRight !== undefined);
	const right = rated.filter(({ wasRight }) => wasRight === true).length;
	return {
		total: change(selection),
		isIncomplete,
		byDay: byDay(timeframe, selection),
		byType: breakdownBy(timeframe, selection, ({ type }) => type),
		decisions: change(decisions),
		decisionsByLabel: breakdownByAll(timeframe, decisions, ({ labels }) => labels),
		decisionsBySource: breakdownBy(timeframe, decisions, ({ source }) => source),
		reports: change(reports),
		reportsByLabel: breakdownByAll(timeframe, reports, ({ labels }) => labels),
		appeals: change(only(isAppeal)),
		failed: selection.now.filter(({ status }) => status === 'failed').length,
		agreement: {
			...shareOf(right, rated.length, 'The input has no answer of SafetyKit to a decision'),
			n: rated.length,
		},
	};
}
