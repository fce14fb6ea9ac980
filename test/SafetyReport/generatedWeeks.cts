import { DateTime } from 'luxon';

import { computeFigures } from '../../nodes/SafetyReport/figures/computeFigures.ts';
import type { Figures } from '../../nodes/SafetyReport/figures/figures.ts';
import type { FigureSettings } from '../../nodes/SafetyReport/figures/settings.ts';
import { periodAt } from '../../nodes/SafetyReport/period/period.ts';
import { zoneOf } from '../../nodes/SafetyReport/period/zone.ts';
import { readItems } from '../../nodes/SafetyReport/records/readItems.ts';

/** One report to compute: items as Sety and Samsara give them raw, and the moment and zone of the report. */
export interface Week {
	asOf: number;
	zone: string;
	items: Array<Record<string, unknown>>;
}

export const TARGET_MINUTES = 5;

export const settings: FigureSettings = {
	responseClock: 'createdToAssigned',
	targets: { createdToAssigned: TARGET_MINUTES },
	placeRadius: 200,
	exposure: {
		unit: 'none',
		total: undefined,
		totalBefore: undefined,
		byDriver: new Map(),
		byDriverBefore: new Map(),
		least: 0,
	},
	coachAbove: undefined,
};

export function figuresOfWeek({ asOf, zone, items }: Week): Figures {
	const choice = {
		...({ period: 'lastWeek', compareWith: 'previous', weekStartsOn: 1 } as const),
		...{ numberOfDays: 7, numberOfPeriods: 4, custom: undefined },
	};
	return computeFigures(readItems(items), periodAt(asOf, choice, zoneOf(zone)), settings);
}

const ZONES = ['Europe/Berlin', 'America/New_York', 'Africa/Lagos', 'Australia/Lord_Howe', 'UTC'];
/** Weeks in which clocks change in one of the zones, and one in which they do not. */
const MONDAYS = [
	'2026-03-30',
	'2026-10-26',
	'2026-03-09',
	'2026-11-02',
	'2026-04-06',
	'2026-06-15',
];
const STATUSES = ['created', 'dispatching', 'assigned', 'responding', 'on_scene', 'resolved'];
const STATES = ['needsReview', 'needsCoaching', 'coached', 'reviewed', 'dismissed', 'recognized'];
const MINUTE = 60_000;

/** Numbers from 0 to 1, the same for the same seed. */
export function randomOf(seed: number): () => number {
	let state = (seed * 2_654_435_761 + 1) % 2_147_483_647;
	return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

/** A week of records; some lack fields, lie outside, or contradict themselves. Week 0 is empty, week 1 has one record. */
export function generatedWeek(seed: number): Week {
	const random = randomOf(seed);
	const pick = <Member,>(list: readonly Member[]) =>
		list[Math.floor(random() * list.length)] as Member;
	const zone = pick(ZONES);
	const asOf = DateTime.fromISO(`${pick(MONDAYS)}T06:00`, { zone }).toMillis();
	const size = seed < 2 ? seed : Math.floor(random() * 60);
	const items = Array.from({ length: size }, (_none, n) => {
		const time = asOf - Math.floor(random() * 17 * 24 * 60) * MINUTE;
		return random() < 0.6 ? incident(n, time) : safetyEvent(n, time);
	});
	return { asOf, zone, items };

	function maybe(field: string, value: unknown): Record<string, unknown> {
		return random() < 0.93 ? { [field]: value } : {};
	}
	function incident(n: number, time: number): Record<string, unknown> {
		const reached = Math.floor(random() * STATUSES.length);
		let at = time;
		const timeline = STATUSES.slice(0, reached + 1).map((status) => {
			const entry = { status, event: status, timestamp: new Date(at).toISOString() };
			at += Math.floor(random() * 8 * MINUTE) - (random() < 0.02 ? 20 * MINUTE : 0);
			return entry;
		});
		const isCancelled = random() < 0.1;
		return {
			incident_id: `inc_${n}`,
			status: isCancelled ? 'cancelled' : STATUSES[reached],
			...maybe('category', pick(['medical', 'sos', 'vehicle'])),
			...maybe('severity', pick(['low', 'critical'])),
			...maybe('created_at', new Date(time).toISOString().replace('.000Z', 'Z')),
			...maybe('timeline', timeline),
			...maybe('location', { coordinates: [3 + random() / 100, 6 + random() / 100] }),
			is_drill: random() < 0.1,
		};
	}
	function safetyEvent(n: number, time: number): Record<string, unknown> {
		const driver = Math.floor(random() * 4);
		return {
			id: `event-${n}`,
			eventState: pick(STATES),
			...maybe('startMs', new Date(time).toISOString()),
			...maybe('behaviorLabels', [{ label: pick(['Braking', 'HarshTurn']) }, { label: 'Night' }]),
			...maybe('driver', { id: `500${driver}`, name: `Driver ${driver}` }),
			...maybe('asset', { id: '7', name: 'Truck 7' }),
			...maybe('location', { latitude: 6 + random() / 100, longitude: 3 + random() / 100 }),
		};
	}
}
