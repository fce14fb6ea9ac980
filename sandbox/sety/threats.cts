import { distanceKm, nearestOnLine } from './geography.cts';
import type { DangerZone, LngLat, PastThreat, Place, Severity } from './model.cts';

/** Invented weights: a location inside a critical zone loses 60 of 100 points. */
const WEIGHT: Record<Severity, number> = { low: 10, medium: 25, high: 40, critical: 60 };
/** How far beyond its edge a zone is felt. */
const REACH_KM = 2;
const DAY_MS = 86_400_000;

export interface Score {
	score: number;
	level: string;
	factors: Array<{ zone_id?: string; name: string; distance_km: number; impact: number }>;
}

/** From 0 to 100, higher is safer (assumed); falls with the zones around the place. */
export function safetyScore(zones: readonly DangerZone[], place: LngLat): Score {
	const factors = zones.flatMap((zone) => {
		const toCenter = distanceKm(zone.center.coordinates, place);
		const beyondEdge = Math.max(0, toCenter - zone.radius_m / 1000);
		const impact = Math.round(WEIGHT[zone.risk_level] * Math.max(0, 1 - beyondEdge / REACH_KM));
		if (impact === 0) return [];
		const id = zone.zone_id === undefined ? {} : { zone_id: zone.zone_id };
		return [{ ...id, name: zone.name, distance_km: Math.round(toCenter * 100) / 100, impact }];
	});
	const lost = factors.reduce((total, { impact }) => total + impact, 0);
	const score = Math.max(0, 100 - lost);
	return { score, level: scoreLevel(score), factors };
}

function scoreLevel(score: number): string {
	if (score >= 80) return 'safe';
	if (score >= 60) return 'moderate';
	return score >= 40 ? 'risky' : 'dangerous';
}

export interface Surrounding {
	readonly center: LngLat;
	readonly radiusKm: number;
}

export function within({ center, radiusKm }: Surrounding, place: LngLat): boolean {
	return distanceKm(center, place) <= radiusKm;
}

export interface Analytics {
	location: Place;
	incident_count: number;
	by_category: Record<string, number>;
	by_severity: Record<string, number>;
	/** By hour of the day (UTC). */
	by_hour: number[];
	trend: 'rising' | 'stable' | 'falling';
	risk_level: Severity;
}

export function analytics(
	history: readonly PastThreat[],
	around: Surrounding,
	{ days, now }: { days: number; now: number },
): Analytics {
	const since = now - days * DAY_MS;
	const threats = history.filter(
		({ at, coordinates }) => at >= since && at <= now && within(around, coordinates),
	);
	const byHour = new Array<number>(24).fill(0);
	for (const { at } of threats) {
		const hour = new Date(at).getUTCHours();
		byHour[hour] = (byHour[hour] ?? 0) + 1;
	}
	return {
		location: { coordinates: around.center },
		incident_count: threats.length,
		by_category: counted(threats.map(({ category }) => category)),
		by_severity: counted(threats.map(({ severity }) => severity)),
		by_hour: byHour,
		trend: trendOf(threats, (since + now) / 2),
		risk_level: riskOf(threats.length),
	};
}

function counted(names: readonly string[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
	return counts;
}

function trendOf(threats: readonly PastThreat[], middle: number): Analytics['trend'] {
	const later = threats.filter(({ at }) => at >= middle).length;
	const earlier = threats.length - later;
	if (later > earlier * 1.2) return 'rising';
	return later < earlier * 0.8 ? 'falling' : 'stable';
}

function riskOf(count: number): Severity {
	if (count >= 30) return 'critical';
	if (count >= 15) return 'high';
	return count >= 5 ? 'medium' : 'low';
}

export interface HeatmapPoint extends Place {
	weight: number;
}

export function heatmap(threats: readonly PastThreat[]): HeatmapPoint[] {
	return threats.map(({ coordinates, severity }) => ({
		coordinates,
		weight: WEIGHT[severity] / 100,
	}));
}

export interface RouteAnalysis {
	overall_score: number;
	recommendation: string;
	segments: Array<{ from: Place; to: Place; score: number; danger_zones: DangerZone[] }>;
}

/** A route is as safe as its worst segment, a segment as its worst point near a zone. */
export function analyzeRoute(
	zones: readonly DangerZone[],
	stops: readonly LngLat[],
): RouteAnalysis {
	const segments = stops.slice(1).map((to, index) => {
		const from = stops[index] ?? to;
		const nearest = zones.map((zone) => nearestOnLine(zone.center.coordinates, from, to));
		const scores = [from, to, ...nearest].map((point) => safetyScore(zones, point).score);
		const crossed = zones.filter(({ center, radius_m }) => {
			const foot = nearestOnLine(center.coordinates, from, to);
			return distanceKm(foot, center.coordinates) <= radius_m / 1000;
		});
		return {
			from: { coordinates: from },
			to: { coordinates: to },
			score: Math.min(...scores),
			danger_zones: crossed,
		};
	});
	const overall = Math.min(100, ...segments.map(({ score }) => score));
	return { overall_score: overall, recommendation: recommendationFor(overall), segments };
}

function recommendationFor(score: number): string {
	if (score >= 70) return 'proceed';
	return score >= 40 ? 'caution' : 'avoid';
}
