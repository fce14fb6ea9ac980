import type { IncidentRecord, SafetyEventRecord } from '../records/records';
import type { AtPlace } from './clusters';
import { centreOf, clustersOf } from './clusters';
import type { Place, PlaceFigures } from './figures';
import { compareTexts } from './numbers';
import { isDismissed } from './safetyEvents';
import type { Timeframe } from './timeframe';

/** The most places of the list. */
export const MOST_PLACES = 200;

type Located = (IncidentRecord | SafetyEventRecord) & AtPlace;

/** Places where records of the period repeat. */
export function placeFigures(
	{ spanOf, average }: Timeframe,
	incidents: readonly IncidentRecord[],
	safetyEvents: readonly SafetyEventRecord[],
	radius: number,
): PlaceFigures {
	const all: Located[] = [];
	let [located, withoutPlace] = [0, 0];
	const add = (record: IncidentRecord | SafetyEventRecord) => {
		const span = spanOf(record.time);
		if (span === undefined) return;
		if (hasPlace(record)) all.push(record);
		if (span > 0) return;
		if (hasPlace(record)) located++;
		else withoutPlace++;
	};
	for (const incident of incidents) if (!incident.isDrill) add(incident);
	for (const event of safetyEvents) if (!isDismissed(event)) add(event);

	const places = clustersOf(all, radius)
		.map((cluster) => {
			const isNow = ({ time }: Located) => spanOf(time) === 0;
			const now = cluster.every(isNow) ? cluster : cluster.filter(isNow);
			const { latitude, longitude } = centreOf(now);
			return { latitude, longitude, now, before: cluster.length - now.length };
		})
		.filter(({ now }) => now.length > 0)
		.sort(
			(a, b) => b.now.length - a.now.length || a.latitude - b.latitude || a.longitude - b.longitude,
		);
	return {
		radius,
		located,
		withoutPlace,
		repeatPlaces: places.filter(({ now }) => now.length > 1).length,
		list: places.slice(0, MOST_PLACES).map(({ latitude, longitude, now, before }): Place => {
			const ofIncidents = now.filter(({ kind }) => kind === 'incident').length;
			return {
				latitude,
				longitude,
				address: mostFrequentAddress(now),
				count: now.length,
				before: average(before),
				incidents: ofIncidents,
				safetyEvents: now.length - ofIncidents,
			};
		}),
		leftOut: Math.max(0, places.length - MOST_PLACES),
	};
}

const hasPlace = (record: IncidentRecord | SafetyEventRecord): record is Located =>
	record.place !== undefined;

function mostFrequentAddress(records: readonly Located[]): string {
	const counts = new Map<string, number>();
	for (const record of records) {
		const address = record.kind === 'incident' ? record.address : '';
		if (address !== '') counts.set(address, (counts.get(address) ?? 0) + 1);
	}
	const [top] = [...counts].sort(([a, one], [b, other]) => other - one || compareTexts(a, b));
	return top?.[0] ?? '';
}
