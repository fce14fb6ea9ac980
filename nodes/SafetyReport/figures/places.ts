import type { IncidentRecord, SafetyEventRecord } from '../records/records';
import type { Point } from './clusters';
import { centreOf, clustersOf } from './clusters';
import type { Place, PlaceFigures } from './figures';
import { compareTexts } from './numbers';
import { isDismissed } from './safetyEvents';
import type { Timeframe } from './timeframe';

/** The most places of the list. */
export const MOST_PLACES = 200;

type Located = IncidentRecord | SafetyEventRecord;
interface Spot extends Point {
	record: Located;
	isNow: boolean;
}

/** Places where records of the period repeat. */
export function placeFigures(
	{ spanOf, average }: Timeframe,
	incidents: readonly IncidentRecord[],
	safetyEvents: readonly SafetyEventRecord[],
	radius: number,
): PlaceFigures {
	const counted: Located[] = [
		...incidents.filter(({ isDrill }) => !isDrill),
		...safetyEvents.filter((event) => !isDismissed(event)),
	];
	const spots: Spot[] = [];
	let [located, withoutPlace] = [0, 0];
	for (const record of counted) {
		const span = spanOf(record.time);
		if (span === undefined) continue;
		const isNow = span === 0;
		if (isNow && record.place === undefined) withoutPlace++;
		if (record.place === undefined) continue;
		if (isNow) located++;
		spots.push({ ...record.place, record, isNow });
	}
	const places = clustersOf(spots, radius)
		.map((cluster) => {
			const now = cluster.filter(({ isNow }) => isNow);
			return { ...centreOf(now), now, before: cluster.length - now.length };
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
			const ofIncidents = now.filter(({ record }) => record.kind === 'incident').length;
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

function mostFrequentAddress(spots: readonly Spot[]): string {
	const counts = new Map<string, number>();
	for (const { record } of spots) {
		const address = record.kind === 'incident' ? record.address : '';
		if (address !== '') counts.set(address, (counts.get(address) ?? 0) + 1);
	}
	const [top] = [...counts].sort(([a, one], [b, other]) => other - one || compareTexts(a, b));
	return top?.[0] ?? '';
}
