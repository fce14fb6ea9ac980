import type { Period } from '../period/period';
import { daysIn, hullOf } from '../period/period';
import type { ReadItems } from '../records/readItems';
import type { RecordKind, ReportRecord } from '../records/records';
import { dataQualityOf } from './dataQuality';
import type { Comparison, Figures, Headline, ReportPeriod, Span } from './figures';
import { incidentFigures } from './incidents';
import { moderationFigures } from './moderation';
import { needsActionOf } from './needsAction';
import { placeFigures } from './places';
import { safetyEventFigures } from './safetyEvents';
import type { FigureSettings } from './settings';
import type { Timeframe } from './timeframe';
import { timeframeOf } from './timeframe';
import type { Change, Signal } from './values';
import { visitorFigures } from './visitors';
import { dangerZoneFigures, safetyScoreFigures } from './zonesAndScores';

type Of<Kind extends RecordKind> = Array<Extract<ReportRecord, { kind: Kind }>>;

/** Computes all that a report says. The time it takes grows with the number of records. */
export function computeFigures(read: ReadItems, period: Period, settings: FigureSettings): Figures {
	const timeframe = timeframeOf(period);
	const byKind = new Map<RecordKind, ReportRecord[]>();
	for (const record of read.records) {
		const known = byKind.get(record.kind);
		if (known === undefined) byKind.set(record.kind, [record]);
		else known.push(record);
	}
	const of = <Kind extends RecordKind>(kind: Kind) => (byKind.get(kind) ?? []) as Of<Kind>;
	const services = new Set([...read.unreadable.values()].map(({ service }) => service));
	// Which service an item without its name stands for is unknown, so any may be incomplete.
	const isIncomplete = (service: string) => services.has(service) || services.has('');
	const incidents = of('incident');
	const safetyEvents = of('safetyEvent');
	const scores = of('safetyScore');
	const { asOf } = period;

	const ofIncidents = incidentFigures(timeframe, incidents, settings, isIncomplete('Sety'));
	const ofEvents = safetyEventFigures(
		timeframe,
		safetyEvents,
		scores,
		settings,
		isIncomplete('Samsara'),
	);
	const needsAction = needsActionOf(incidents, safetyEvents, settings, asOf);
	const headline: Headline = {
		incidents: signalOf(ofIncidents),
		safetyEvents: signalOf(ofEvents),
		needsAction: needsAction.total,
		overdue: needsAction.counts.incidentOverdue,
		unreadableServices: services.size,
	};
	return {
		schemaVersion: 1,
		period: reportPeriod(timeframe),
		headline,
		needsAction,
		incidents: ofIncidents,
		safetyEvents: ofEvents,
		moderation: moderationFigures(timeframe, of('moderation'), isIncomplete('SafetyKit')),
		visitors: visitorFigures(timeframe, of('visit'), of('visitorStatistics'), isIncomplete('Sety')),
		dangerZones: dangerZoneFigures(of('dangerZone'), isIncomplete('Sety')),
		safetyScores: safetyScoreFigures(scores, of('placeScore'), namesIn(safetyEvents)),
		places: placeFigures(timeframe, incidents, safetyEvents, settings.placeRadius),
		dataQuality: dataQualityOf(timeframe, read),
	};
}

const signalOf = ({ isIncomplete, total }: { isIncomplete: boolean; total: Change }): Signal =>
	isIncomplete ? 'unknown' : total.signal;

/** Names of drivers and vehicles by ID: scores have none. */
function namesIn(events: Of<'safetyEvent'>): Map<string, string> {
	const names = new Map<string, string>();
	for (const { driverId, driverName, vehicleId, vehicleName } of events) {
		if (driverId !== '' && driverName !== '') names.set(driverId.toLowerCase(), driverName);
		if (vehicleId !== '' && vehicleName !== '') names.set(vehicleId.toLowerCase(), vehicleName);
	}
	return names;
}

/** The spans of a report as it names them. */
export function reportPeriod({ period, days, equalLength }: Timeframe): ReportPeriod {
	const { span, before, choice, zone, asOf } = period;
	const written = ({ from, to }: { from: number; to: number }, touched: number): Span => ({
		from: new Date(from).toISOString(),
		to: new Date(to).toISOString(),
		days: touched,
	});
	const hull = hullOf(before);
	const { compareWith } = choice;
	const comparison: Comparison | null =
		hull === undefined || compareWith === 'none'
			? null
			: {
					...written(hull, daysIn(hull, zone)),
					kind: compareWith,
					periods: before.length,
					equalLength,
				};
	return {
		...written(span, days),
		kind: choice.period,
		timeZone: zone.name,
		weekStartsOn: choice.weekStartsOn,
		asOf: new Date(asOf).toISOString(),
		isOver: span.to <= asOf,
		comparison,
	};
}
