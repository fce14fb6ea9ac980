import { shortKey, withKeys } from '../../../nodes/core/polling/seenKeys.ts';
import { keepActive, reduceStatuses } from '../../../nodes/Sety/trigger/statusChanges.ts';
import type { StatusScan } from '../../../nodes/Sety/trigger/statusScan.ts';
import { MAX_POLLS_NOT_FOUND } from '../../../nodes/Sety/trigger/statusScan.ts';

type Found = Parameters<typeof reduceStatuses>[1];
type Form = Parameters<typeof reduceStatuses>[2];
type Incidents = Record<string, string>;

const MINUTE = 60_000;
const NOW = Date.parse('2026-03-10T12:00:00Z');
const created_at = new Date(NOW).toISOString();
/** Everything up to the present was dealt with. */
const feed = { cursor: NOW + MINUTE, floor: NOW + MINUTE, seen: {} };

const incident = (incident_id: string, status: string) => ({ incident_id, status, created_at });

const fresh = (incidents: Incidents): Found['fresh'] =>
	Object.entries(incidents).map(([id, status]) => {
		return { key: shortKey(id), time: NOW, item: incident(id, status) };
	});

const scan = (incidents: Incidents, rest: Partial<StatusScan> = {}): StatusScan => ({
	incidents: new Map(Object.entries(incidents).map(([id, status]) => [id, incident(id, status)])),
	readById: new Set(),
	gone: new Set(),
	...rest,
});

const form = {
	triggerOn: new Set(['incidentStatusChanged']),
	filters: {
		category: [],
		severity: [],
		drills: 'include',
		fromStatus: [],
		toStatus: ['resolved'],
	},
	options: { lookbackMs: 15 * MINUTE, simplify: true },
} as unknown as Form;
const anyStatus: Form = { ...form, filters: { ...form.filters, toStatus: [] } };

function reduce(
	state: Partial<Parameters<typeof reduceStatuses>[0]>,
	found: Partial<Found>,
	{ settings = anyStatus, room = 10, overtaken = false } = {},
) {
	const warnings: string[] = [];
	const { emit, ...reduced } = reduceStatuses(
		{ followed: [], notFound: undefined, ...state },
		{ fresh: [], statuses: scan({}), feed, ...found },
		settings,
		{ room, overtaken, bytes: 64 * 1024, warn: (text) => warnings.push(text) },
	);
	const changes = emit.map(({ json }) => {
		const { incident: one, previousStatus } = json as {
			incident: ReturnType<typeof incident>;
			previousStatus: string;
		};
		return [one.incident_id, previousStatus, one.status];
	});
	return { ...reduced, changes, warnings };
}

it('keeps the active incidents of the first scan', () => {
	expect(keepActive(scan({ a: 'created', b: 'resolved', c: 'waiting_for_drone', d: '' }))).toEqual([
		['a', 'created'],
		['c', 'waiting_for_drone'],
	]);
});

describe('a poll', () => {
	it('emits changes with the status before, and follows the incident until its end', () => {
		const followed = [
			['a', 'created'],
			['b', 'created'],
			['c', 'assigned'],
			['d', 'On Scene'],
		] as const;
		const statuses = scan({ a: 'assigned', b: 'resolved', c: 'assigned', d: 'on_scene' });

		expect(reduce({ followed }, { statuses })).toMatchObject({
			changes: [
				['a', 'created', 'assigned'],
				['b', 'created', 'resolved'],
			],
			followed: [
				['a', 'assigned'],
				['c', 'assigned'],
				['d', 'on_scene'],
			],
			notFound: [],
			warnings: [],
		});
	});

	it('follows a new incident from its beginning, behind those that it knows', () => {
		expect(
			reduce({ followed: [['a', 'assigned']] }, { fresh: fresh({ a: 'assigned', b: 'resolved' }) }),
		).toMatchObject({ changes: [['b', 'created', 'resolved']], followed: [['a', 'assigned']] });
	});

	it('reads the status of a new incident again, if a list has it', () => {
		const found = { fresh: fresh({ a: 'created' }), statuses: scan({ a: 'responding' }) };

		expect(reduce({}, found)).toMatchObject({
			changes: [['a', 'created', 'responding']],
			followed: [['a', 'responding']],
		});
	});

	it('follows an active incident that it did not know, and tells nothing of it', () => {
		expect(
			reduce({ followed: [['a', 'created']] }, { statuses: scan({ b: 'assigned', c: 'closed' }) }),
		).toMatchObject({
			changes: [],
			followed: [
				['b', 'assigned'],
				['a', 'created'],
			],
		});
	});

	it.each<[string, Partial<Found['feed']>, Incidents]>([
		['that is still to be emitted as a new one', { cursor: NOW, floor: null }, {}],
		['at the boundary', { cursor: NOW + 15 * MINUTE, floor: null }, {}],
		['before the boundary', { cursor: NOW + 15 * MINUTE + 1, floor: null }, { a: 'assigned' }],
		[
			'that was emitted',
			{ cursor: NOW, floor: null, seen: withKeys({}, [{ key: shortKey('a'), time: NOW }]) },
			{ a: 'assigned' },
		],
	])('begins with the changes of an unknown incident %s: %#', (_what, changed, expected) => {
		const found = { statuses: scan({ a: 'assigned' }), feed: { ...feed, ...changed } };

		expect(Object.fromEntries(reduce({}, found).followed)).toEqual(expected);
	});

	it('leaves what does not fit for the next one', () => {
		const followed = [
			['a', 'created'],
			['b', 'created'],
			['c', 'created'],
		] as const;
		const statuses = scan({ a: 'assigned', b: 'resolved', c: 'created' });

		expect(reduce({ followed }, { statuses }, { room: 1 })).toMatchObject({
			changes: [['a', 'created', 'assigned']],
			followed: [
				['a', 'assigned'],
				['b', 'created'],
				['c', 'created'],
			],
		});
	});

	it('needs no room for changes that nobody wants', () => {
		const followed = [
			['a', 'created'],
			['b', 'created'],
		] as const;
		const statuses = scan({ a: 'assigned', b: 'resolved' });

		expect(reduce({ followed }, { statuses }, { settings: form, room: 1 })).toMatchObject({
			changes: [['b', 'created', 'resolved']],
			followed: [['a', 'assigned']],
		});
	});

	it('puts those that were read one by one behind the others', () => {
		const followed = [
			['a', 'created'],
			['b', 'created'],
		] as const;
		const statuses = scan({ b: 'created' }, { readById: new Set(['a', 'unknown']) });

		expect(reduce({ followed }, { statuses }).followed).toEqual([
			['b', 'created'],
			['a', 'created'],
		]);
	});

	it.each<[string, Partial<Found>, { overtaken?: boolean }]>([
		['whose statuses could not be read', { statuses: undefined }, {}],
		['that another one overtook', { statuses: scan({ a: 'assigned' }) }, { overtaken: true }],
	])('%s emits none, and follows what is new', (_what, found, rest) => {
		const state = { followed: [['a', 'created']] as const, notFound: [['a', 2]] as const };

		expect(reduce(state, { fresh: fresh({ b: 'assigned' }), ...found }, rest)).toEqual({
			changes: [],
			followed: [
				['a', 'created'],
				['b', 'created'],
			],
			notFound: [['a', 2]],
			warnings: [],
		});
	});
});

describe('an incident that Sety does not find', () => {
	const followed = [
		['a', 'created'],
		['b', 'created'],
	] as const;
	const gone = new Set(['a']);

	it.each<[string, ReadonlyArray<readonly [string, number]> | undefined, unknown]>([
		['for the first time', undefined, [['a', 1]]],
		['once more', [['a', 2]], [['a', 3]]],
		[
			'beside another',
			[['b', 2]],
			[
				['b', 2],
				['a', 1],
			],
		],
	])('%s is counted, and named in the log', (_what, notFound, counted) => {
		expect(reduce({ followed, notFound }, { statuses: scan({}, { gone }) })).toEqual({
			changes: [],
			followed,
			notFound: counted,
			warnings: ['Sety answers 404 for 1 of the incidents that the trigger follows, such as a'],
		});
	});

	it('counts anew after it was found', () => {
		const state = { followed, notFound: [['a', 4]] as const };

		expect(reduce(state, { statuses: scan({ a: 'created' }) }).notFound).toEqual([]);
	});

	it('is given up in the end, and that is a failure', () => {
		const state = { followed, notFound: [['a', MAX_POLLS_NOT_FOUND - 1]] as const };

		expect(reduce(state, { statuses: scan({}, { gone }) })).toMatchObject({
			followed: [['b', 'created']],
			notFound: [],
			failure: {
				message:
					'The trigger no longer follows 1 of the incidents, such as a: Sety answered 404 in 5 polls',
				howToGoOn:
					'It does not emit their further changes. Check them in Sety: perhaps they were deleted, or the API Key belongs to another organization.',
				details: { status: 404, attempts: 5, certainlyWithoutEffect: true },
			},
		});
	});
});
