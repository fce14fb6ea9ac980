import type { IDataObject } from 'n8n-workflow';

import { eventsOf } from '../../../nodes/Sety/doorbell/changes.ts';
import { readDoorbell } from '../../../nodes/Sety/doorbell/doorbell.ts';
import { doorbellInput } from '../../../nodes/Sety/doorbell/form.ts';
import type { Ledger } from '../../../nodes/Sety/doorbell/ledger.ts';
import {
	admit,
	mayWarn,
	parseLedger,
	rememberEvent,
	REMEMBERED_SECONDS,
} from '../../../nodes/Sety/doorbell/ledger.ts';

const ID = 'inc_k065dbznjfz0hn3k';

describe('the incident of a delivery', () => {
	it.each<[string, unknown, string | undefined]>([
		['a field', { incident_id: ID }, ID],
		['a field in another spelling', { incidentId: ` ${ID} ` }, ID],
		['a number', { incident_id: 42 }, '42'],
		['the incident itself', { event: 'x', incident: { id: ID } }, ID],
		['the incident as a text', { incident: ID }, ID],
		['an object in another', { data: { object: { incident_id: ID } } }, ID],
		['an incident in another object', { data: { incident: { _id: ID } } }, ID],
		['a text', { message: `See https://sety.io/incidents/${ID}?x=1` }, ID],
		['a list', { events: [{ of: ID }] }, ID],
		['a bare id of another record', { id: 'evt_1', incident: { incident_id: ID } }, ID],
		['nothing', { id: 'evt_1', status: 'assigned' }, undefined],
		['a path', { incident_id: '../keys' }, undefined],
		['an object', { incident_id: { $ne: 1 } }, undefined],
	])('by %s', (_name, payload, id) => {
		const text = JSON.stringify(payload);
		expect(readDoorbell(payload as IDataObject, text).incidentId).toBe(id);
	});

	it('by a body that is no JSON', () => {
		expect(readDoorbell(undefined, `incident=${ID}&status=assigned`).incidentId).toBe(ID);
	});

	it('names statuses outside of its timeline', () => {
		const payload = {
			event: 'incident.assigned',
			data: { incident: { id: ID, status: 'assigned', timeline: [{ status: 'created' }] } },
		};
		expect(readDoorbell(payload, '').words).toEqual(['assigned', 'assigned']);
	});
});

describe('the events of a delivery', () => {
	const CREATED = Date.parse('2026-03-10T14:00:00Z');
	const at = (minute: number) => new Date(CREATED + minute * 60_000).toISOString();
	const form = (changes: object = {}) =>
		doorbellInput.parse({ triggerOn: ['incidentCreated', 'incidentStatusChanged'], ...changes });
	const incident = (...statuses: string[]) => ({
		incident_id: ID,
		status: statuses.at(-1),
		category: 'sos',
		created_at: at(0),
		updated_at: at(9),
		timeline: statuses.map((status, minute) => ({ status, timestamp: at(minute) })),
	});
	const idsOf = (...order: Parameters<typeof eventsOf>) =>
		eventsOf(...order).map(({ id }) => id.replace(`:${ID}`, ''));

	it.each<[string, string[], string[], string[]]>([
		['of a new one', ['created'], ['created'], ['incidentCreated']],
		[
			'without a word',
			['created', 'assigned'],
			[],
			['incidentCreated', `incidentStatusChanged:assigned:${at(1)}`],
		],
		[
			'of the present status',
			['created', 'assigned'],
			['assigned'],
			[`incidentStatusChanged:assigned:${at(1)}`],
		],
		['of the beginning, read late', ['created', 'assigned'], ['created'], ['incidentCreated']],
		['of a status that is over', ['created', 'assigned', 'responding'], ['assigned'], []],
		[
			'with words that are no status',
			['created', 'assigned'],
			['incident', 'updated'],
			['incidentCreated', `incidentStatusChanged:assigned:${at(1)}`],
		],
		[
			'from one status to the present one',
			['created', 'assigned'],
			['created', 'assigned'],
			['incidentCreated', `incidentStatusChanged:assigned:${at(1)}`],
		],
		[
			'of a status that is not in the timeline',
			['created', 'assigned'],
			['on_scene'],
			[`incidentStatusChanged:assigned:${at(1)}`],
		],
	])('%s', (_name, statuses, words, ids) => {
		expect(idsOf(incident(...statuses), words, form(), CREATED + 300_000)).toEqual(ids);
	});

	it('of an old incident are not those of a new one', () => {
		const read = incident('created', 'assigned');
		expect(idsOf(read, ['created'], form(), CREATED + 900_000)).toEqual([]);
		expect(idsOf(incident('created'), ['created'], form(), CREATED + 900_000)).toEqual([
			'incidentCreated',
		]);
	});

	it('are those that the settings let through', () => {
		const read = incident('created', 'assigned');
		const count = (changes: object) => eventsOf(read, ['assigned'], form(changes), CREATED).length;
		expect(count({})).toBe(1);
		expect(count({ triggerOn: ['incidentCreated'] })).toBe(0);
		expect(count({ filters: { category: ['medical'] } })).toBe(0);
		expect(count({ filters: { fromStatus: ['dispatching'] } })).toBe(0);
		expect(count({ filters: { fromStatus: ['created'], toStatus: ['assigned'] } })).toBe(1);
		// Without a timeline the status before is unknown.
		const bare = { ...read, timeline: undefined };
		expect(
			eventsOf(bare, ['assigned'], form({ filters: { fromStatus: ['responding'] } }), CREATED),
		).toHaveLength(1);
	});
});

describe('the ledger', () => {
	const NOW = 1_773_129_600;
	const empty = parseLedger(undefined);

	it('reads its own incident, then those that wait, up to the limit of a minute', () => {
		let ledger: Ledger = empty;
		const read = (id: string, now: number) => {
			const admitted = admit(ledger, id, { now, limit: 2 });
			({ ledger } = admitted);
			return admitted.read;
		};
		expect(read('a', NOW)).toEqual(['a']);
		expect(read('b', NOW)).toEqual(['b']);
		for (const id of ['c', 'd', 'c']) expect(read(id, NOW + 59)).toEqual([]);
		expect(ledger.waiting).toEqual(['c', 'd']);
		expect(read('e', NOW + 60)).toEqual(['e', 'c']);
		expect(ledger.waiting).toEqual(['d']);
		// A clock that was put back begins a new minute.
		expect(read('f', NOW)).toEqual(['f', 'd']);
	});

	it('remembers an event for ten minutes', () => {
		const { ledger } = rememberEvent(empty, 'x', NOW);
		const again = (after: number) => rememberEvent(ledger, 'x', NOW + after).repeated;
		expect([again(0), again(REMEMBERED_SECONDS), again(REMEMBERED_SECONDS + 1)]).toEqual([
			true,
			true,
			false,
		]);
	});

	it('warns once a minute', () => {
		const ledger = { ...empty, activated: NOW - 600, warned: NOW };
		expect([59, 60, -1].map((after) => mayWarn(ledger, NOW + after))).toEqual([false, true, true]);
	});

	it.each([null, 'text', 7, [], { version: 2 }, { version: 1, seen: 3, waiting: 'x', reads: -1 }])(
		'reads %j as nothing',
		(stored) => {
			expect(parseLedger(stored)).toEqual(empty);
		},
	);
});
