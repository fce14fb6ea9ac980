import type { DangerZoneRecord, PlaceScoreRecord, SafetyScoreRecord } from '../records/records';
import { compareTexts, known, sumOf, unknown } from './numbers';
import type { DangerZoneFigures, SafetyScoreFigures } from './otherFigures';

/** The most zones, and the most scores of a kind, in a list. */
export const MOST_ZONES = 50;
export const MOST_SCORES = 20;

/** Assumed: no list of them is documented. */
const RISKS = ['critical', 'high', 'medium', 'moderate', 'low'];
const rankOf = (risk: string) => {
	const rank = RISKS.indexOf(risk.toLowerCase());
	return rank < 0 ? RISKS.length : rank;
};

export function dangerZoneFigures(
	zones: readonly DangerZoneRecord[],
	isIncomplete: boolean,
): DangerZoneFigures {
	const counts = new Map<string, number>();
	for (const { riskLevel } of zones) counts.set(riskLevel, (counts.get(riskLevel) ?? 0) + 1);
	const sorted = [...zones].sort(
		(a, b) =>
			rankOf(a.riskLevel) - rankOf(b.riskLevel) ||
			(b.incidents ?? -1) - (a.incidents ?? -1) ||
			compareTexts(a.id, b.id) ||
			compareTexts(a.name, b.name),
	);
	return {
		count: zones.length,
		isIncomplete,
		byRisk: [...counts]
			.map(([value, count]) => ({ value, count }))
			.sort((a, b) => rankOf(a.value) - rankOf(b.value) || compareTexts(a.value, b.value)),
		list: sorted.slice(0, MOST_ZONES).map((zone) => ({
			id: zone.id,
			name: zone.name,
			riskLevel: zone.riskLevel,
			incidents: zone.incidents ?? null,
			latitude: zone.place?.latitude ?? null,
			longitude: zone.place?.longitude ?? null,
			radiusMeters: zone.radiusMeters ?? null,
			lastIncidentAt: timeText(zone.lastIncidentAt),
		})),
		leftOut: Math.max(0, zones.length - MOST_ZONES),
	};
}

/** ISO 8601; null for no time. */
export const timeText = (time: number | undefined) =>
	time === undefined ? null : new Date(time).toISOString();

const KINDS = ['drivers', 'vehicles', 'tags', 'tagGroup', 'unknown'] as const;
type ScoreKind = (typeof KINDS)[number];

/** @param names of drivers and vehicles by their ID in lower case */
export function safetyScoreFigures(
	scores: readonly SafetyScoreRecord[],
	places: readonly PlaceScoreRecord[],
	names: ReadonlyMap<string, string>,
): SafetyScoreFigures {
	const kindOf = ({ scoreOf }: SafetyScoreRecord): ScoreKind =>
		KINDS.find((kind) => kind === scoreOf) ?? 'unknown';
	return {
		groups: KINDS.flatMap((kind) => {
			const own = scores.filter((score) => kindOf(score) === kind);
			if (own.length === 0) return [];
			const lowest = [...own].sort((a, b) => a.score - b.score || compareTexts(a.id, b.id));
			return [
				{
					kind,
					count: own.length,
					mean: meanOf(own),
					lowest: lowest.slice(0, MOST_SCORES).map((one) => ({
						id: one.id,
						name: names.get(one.id.toLowerCase()) ?? '',
						score: one.score,
						driveDistanceMeters: one.driveDistanceMeters ?? null,
						worstBehavior: one.worstBehavior,
					})),
				},
			];
		}),
		places: places.map(({ place, score, level }) => ({
			latitude: place?.latitude ?? null,
			longitude: place?.longitude ?? null,
			score,
			level,
		})),
	};
}

function meanOf(scores: readonly SafetyScoreRecord[]) {
	const times = scores.map(({ driveTimeMilliseconds }) => driveTimeMilliseconds ?? 0);
	const hasTimes = times.every((time) => time > 0);
	const weights = hasTimes ? times : times.map(() => 1);
	const whole = sumOf(weights);
	if (whole <= 0) return unknown('The scores have no driving time');
	return known(sumOf(scores.map(({ score }, index) => score * (weights[index] ?? 0))) / whole);
}
