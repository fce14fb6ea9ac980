import type { IDataObject } from 'n8n-workflow';

import { eventsOf } from '../../../nodes/Sety/doorbell/changes.ts';
import { readDoorbell } from '../../../nodes/Sety/doorbell/doorbell.ts';
import { doorbellInput } from '../../../nodes/Sety/doorbell/form.ts';
import type { Ledger } from '../../../nodes/Sety/doorbell/ledger.ts';
import {
	admit,
	maySave,
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
		['a path that begins with an ID', { incident_id: 'case-7/../../keys' }, undefined],
		['an object', { incident_id: { $ne: 1 } }, undefined],
		['an ID of another form', { incident_id: ' case-7 ' }, 'case-7'],
		['an ID of another form as the incident', { incident: 'case-7' }, 'case-7'],
		['an incident with an ID of another form', { incident: { id: 'case-7' } }, 'case-7'],
		['an ID of the longest form', { incident_id: 'a'.repeat(128) }, 'a'.repeat(128)],
		['a longer text', { incident_id: 'a'.repeat(129) }, undefined],
		['the innermost object', { a: { a: { a: { a: { incident_id: 'case-7' } } } } }, 'case-7'],
		[
			'an object further in',
			{ a: { a: { a: { a: { a: { incident_id: 'case-7' } } } } } },
			undefined,
		],
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

	it.each<[IDataObject, string[]]>([
		[{ status: 'assigned' }, ['assigned']],
		[{ newStatus: 'assigned' }, ['assigned']],
		[{ to_status: 'assigned' }, ['assigned']],
		[{ event: 'incident.status:assigned' }, ['assigned']],
		[{ event_type: 'incident/assigned' }, ['assigned']],
		[{ type: 'assigned' }, ['assigned']],
		[{ note: 'assigned' }, []],
		[{ event: 'incident.' }, []],
	])('names in %j the statuses %j', (payload, words) => {
		expect(readDoorbell(payload, '').words).toEqual(words);
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
		expect(idsOf(read, ['created'], form(), CREATED + 599_999)).toEqual(['incidentCreated']);
		expect(idsOf(read, ['created'], form(), CREATED + 600_000)).toEqual([]);
	});

	it('of an incident without the time of its beginning are those of an old one', () => {
		const read = { ...incident('created', 'assigned'), created_at: null };
		expect(idsOf(read, [], form(), CREATED)).toEqual([`incidentStatusChanged:assigned:${at(1)}`]);
	});

	it('of an incident without a status are none', () => {
		expect(idsOf({ ...incident('created'), status: null }, [], form(), CREATED)).toEqual([]);
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

	it('reads at most ten incidents with one delivery', () => {
		const waiting = Array.from({ length: 12 }, (_, n) => `waits ${n}`);
		const { read, ledger } = admit({ ...empty, waiting }, 'own', { now: NOW, limit: 60 });
		expect(read).toEqual(['own', ...waiting.slice(0, 9)]);
		expect(ledger.waiting).toEqual(waiting.slice(9));
	});

	it('lets at most 500 incidents wait, and forgets those that wait longest', () => {
		const waiting = Array.from({ length: 500 }, (_, n) => `waits ${n}`);
		const full = { ...empty, minute: NOW, reads: 60, waiting };
		const { read, ledger } = admit(full, 'own', { now: NOW, limit: 60 });
		expect(read).toEqual([]);
		expect(ledger.waiting).toEqual(['own', ...waiting.slice(0, 499)]);
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
		const mayWarnAfter = (seconds: number) => mayWarn(ledger, NOW + seconds);
		expect([0, 59, 60, -1].map(mayWarnAfter)).toEqual([false, false, true, true]);
	});

	it.each<[string, number, boolean]>([
		['is not active', 0, false],
		['is activated', NOW, false],
		['was activated 59 seconds ago', NOW - 59, false],
		['was activated a minute ago', NOW - 60, true],
		['was activated by a clock that was put back', NOW + 1, true],
	])('of a workflow that %s: is it saved?', (_name, activated, saved) => {
		expect(maySave({ ...empty, activated }, NOW)).toBe(saved);
	});

	it.each([null, 'text', 7, [], { version: 2 }, { version: 1, seen: 3, waiting: 'x', reads: -1 }])(
		'reads %j as nothing',
		(stored) => {
			expect(parseLedger(stored)).toEqual(empty);
		},
	);
});
