import type { SeededRandom } from '../random.cts';
import { moved } from './geography.cts';
import { newIncident, progressed, withStatus } from './lifecycle.cts';
import {
	CATEGORIES,
	SEVERITIES,
	type AccessLog,
	type Category,
	type DangerZone,
	type Incident,
	type LngLat,
	type PastThreat,
} from './model.cts';

const LAGOS: LngLat = [3.3792, 6.5244];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const PEOPLE = ['Amaka Obi', 'Tunde Bello', 'Ngozi Eze', 'Ibrahim Musa', 'Funke Ade'] as const;
const STREETS = [
	'Bourdillon Road',
	'Admiralty Way',
	'Allen Avenue',
	'Herbert Macaulay Way',
] as const;
const GATES = ['Gate A', 'Gate B', 'Service gate'] as const;
const AREAS = [
	'Ikoyi',
	'Lekki Phase 1',
	'Yaba',
	'Surulere',
	'Ikeja',
	'Apapa',
	'Oshodi',
	'Mushin',
	'Ajah',
	'Festac',
	'Maryland',
	'Agege',
];
const TITLES: Record<Category, string> = {
	sos: 'Panic button pressed',
	vehicle: 'Crash reported',
	location_threat: 'Robbery at this place',
	medical: 'Person collapsed',
};

/** Ages that leave one incident in each active state and the rest in the past month. */
const INCIDENT_AGES = [
	10_000,
	45_000,
	2 * MINUTE,
	5 * MINUTE,
	15 * MINUTE,
	...Array.from({ length: 20 }, (_, index) => HOUR + index * 1.5 * DAY),
];

/** 25 incidents: every category, severity and status; every fifth of the old ones was cancelled. */
export function seedIncidents(random: SeededRandom, now: number): Incident[] {
	return INCIDENT_AGES.map((age, index) => {
		const category = CATEGORIES[index % CATEGORIES.length] ?? 'sos';
		const createdAt = now - age;
		const created = newIncident(random.id('inc_'), createdAt, {
			category,
			severity: SEVERITIES[(index + Math.floor(index / 4)) % SEVERITIES.length] ?? 'high',
			subject: {
				name: random.pick(PEOPLE),
				phone: `+23480${random.integer(10_000_000, 99_999_999)}`,
				reference: `TRIP-${random.integer(10_000, 99_999)}`,
			},
			location: {
				coordinates: aroundLagos(random),
				address: `${random.integer(1, 90)} ${random.pick(STREETS)}, Lagos`,
			},
			title: TITLES[category],
			is_drill: index % 8 === 7,
		});
		return index > 5 && index % 5 === 0
			? withStatus(created, 'cancelled', createdAt + 40_000, 'User confirmed they are safe')
			: progressed(created, now);
	});
}

/** 30 visits over the past week; the last eight visitors are still inside. */
export function seedAccessLogs(random: SeededRandom, now: number): AccessLog[] {
	return Array.from({ length: 30 }, (_, index) => {
		const inside = index < 8;
		const entered = now - (inside ? (index + 1) * 20 * MINUTE : (index - 4) * 6 * HOUR);
		const left = inside ? null : new Date(entered + random.integer(15, 180) * MINUTE).toISOString();
		const entryTime = new Date(entered).toISOString();
		return {
			log_id: random.id('log_'),
			visitor_name: random.pick(PEOPLE),
			visitor_phone: `+23481${random.integer(10_000_000, 99_999_999)}`,
			visitor_email: null,
			purpose: random.pick(['Delivery', 'Meeting', 'Maintenance']),
			host_name: random.pick(PEOPLE),
			access_code: String(random.integer(100_000, 999_999)),
			gate: random.pick(GATES),
			vehicle_plate: index % 3 === 0 ? `LND-${random.integer(100, 999)}-KJA` : null,
			status: inside ? 'checked_in' : 'checked_out',
			entry_time: entryTime,
			checkout_time: left,
			notes: null,
			metadata: {},
			created_at: entryTime,
			updated_at: left ?? entryTime,
		};
	});
}

/** 12 danger zones, every third with a boundary polygon. */
export function seedDangerZones(random: SeededRandom, now: number): DangerZone[] {
	return AREAS.map((name, index) => {
		const center = aroundLagos(random);
		const radiusM = random.integer(3, 12) * 100;
		return {
			zone_id: random.id('zone_'),
			name,
			center: { coordinates: center },
			radius_m: radiusM,
			...(index % 3 === 0 && { boundary: squareAround(center, radiusM / 1000) }),
			risk_level: SEVERITIES[index % SEVERITIES.length] ?? 'high',
			incident_count: random.integer(2, 40),
			categories: CATEGORIES.slice(0, random.integer(1, CATEGORIES.length)),
			last_incident_at: new Date(now - random.integer(1, 72) * HOUR).toISOString(),
			updated_at: new Date(now - (index + 1) * HOUR).toISOString(),
		};
	});
}

/** What happened in and around the zones in the past 90 days. */
export function seedHistory(
	random: SeededRandom,
	zones: readonly DangerZone[],
	now: number,
): PastThreat[] {
	return zones.flatMap(({ center, radius_m }) =>
		Array.from({ length: 25 }, () => {
			const reach = (radius_m / 1000) * 1.5;
			return {
				coordinates: moved(
					center.coordinates,
					random.between(-reach, reach),
					random.between(-reach, reach),
				),
				category: random.pick(CATEGORIES),
				severity: random.pick(SEVERITIES),
				at: now - Math.floor(random.between(0, 90 * DAY)),
			};
		}),
	);
}

function aroundLagos(random: SeededRandom): LngLat {
	return moved(LAGOS, random.between(-12, 12), random.between(-12, 12));
}

function squareAround(center: LngLat, km: number): NonNullable<DangerZone['boundary']> {
	const corner = moved(center, -km, -km);
	const ring = [
		corner,
		moved(center, km, -km),
		moved(center, km, km),
		moved(center, -km, km),
		corner,
	];
	return { type: 'Polygon', coordinates: [ring] };
}
