import type { IDataObject } from 'n8n-workflow';

import {
	createdEvent,
	statusEvent,
	statusPeriod,
} from '../../../nodes/Sety/trigger/incidentEvents.ts';

describe('when an incident came into its status', () => {
	const at = (minute: number) => `2026-03-10T14:0${minute}:00.000Z`;
	const entry = (minute: number, fields: IDataObject) => ({ ...fields, timestamp: at(minute) });

	it.each<[string, IDataObject, number | undefined, string | undefined]>([
		[
			'the first entry of the present status',
			{
				status: 'assigned',
				timeline: [
					entry(1, { status: 'created' }),
					entry(2, { status: 'assigned' }),
					entry(3, { status: 'assigned', event: 'note' }),
				],
			},
			2,
			'created',
		],
		[
			'the last time that it came into it',
			{
				status: 'assigned',
				timeline: [
					entry(4, { status: 'assigned' }),
					entry(3, { status: 'dispatching' }),
					entry(2, { status: 'assigned' }),
				],
			},
			4,
			'dispatching',
		],
		[
			'the event, where entries have no status',
			{
				status: 'On Scene',
				timeline: [
					entry(1, { event: 'responding' }),
					entry(2, { event: 'on_scene' }),
					entry(3, { event: 'note_added' }),
				],
			},
			2,
			'responding',
		],
		[
			'the field of the status',
			{ status: 'resolved', resolved_at: at(5), timeline: [] },
			5,
			undefined,
		],
		[
			'a time, not by an entry of the same status without one',
			{
				status: 'assigned',
				timeline: [entry(2, { status: 'assigned' }), { status: 'Assigned' }],
			},
			2,
			undefined,
		],
		[
			'its entry, although the timeline goes on',
			{
				status: 'assigned',
				timeline: [
					entry(1, { status: 'created' }),
					entry(2, { status: 'assigned' }),
					entry(3, { status: 'responding' }),
				],
			},
			2,
			'created',
		],
		[
			'what can be read of a timeline',
			{
				status: 'assigned',
				timeline: [null, 'assigned', entry(2, { status: 'assigned' }), entry(3, { event: 7 })],
			},
			2,
			undefined,
		],
		[
			'its field, beside a timeline that is no list',
			{ status: 'resolved', timeline: 'created, resolved', resolvedAt: at(5) },
			5,
			undefined,
		],
		['nothing', { status: 'resolved', timeline: [{ status: 'created' }] }, undefined, undefined],
	])('by %s', (_name, incident, minute, before) => {
		const period = statusPeriod(incident);
		expect(period.since).toBe(minute === undefined ? undefined : Date.parse(at(minute)));
		expect(period.earlier[0]).toBe(before);
	});

	it.each<[string, string, IDataObject]>([
		['the timeline', at(2), { timeline: [entry(2, { status: 'assigned' })], updated_at: at(6) }],
		['updated_at where nothing else tells', at(6), { created_at: at(1), updated_at: at(6) }],
		['created_at where that is all', at(1), { created_at: at(1) }],
	])('by %s: %s', (_by, time, fields) => {
		const incident = { incident_id: 'inc_1', status: 'assigned', ...fields };

		expect(statusEvent(incident, 'created', { simplify: false })).toEqual({
			id: `incidentStatusChanged:inc_1:assigned:${time}`,
			type: 'incidentStatusChanged',
			time: Date.parse(time),
			json: { incident, previousStatus: 'created' },
		});
	});
});

describe('an event', () => {
	const bare = { incident_id: 'inc_1', status: 'assigned', note: 'Door is locked' };

	it('of an incident without a time has none', () => {
		expect(statusEvent(bare, 'created', { simplify: true })).toEqual({
			id: 'incidentStatusChanged:inc_1:assigned:',
			type: 'incidentStatusChanged',
			time: undefined,
			json: { incident: { incident_id: 'inc_1', status: 'assigned' }, previousStatus: 'created' },
		});
	});

	it('says nothing of a status before that nobody knows', () => {
		expect(statusEvent(bare, undefined, { simplify: false }).json).toStrictEqual({
			incident: bare,
		});
	});

	it('of an incident without an id and a status still has a name', () => {
		expect(statusEvent({}, undefined, { simplify: true }).id).toBe('incidentStatusChanged:::');
		expect(createdEvent({}, { simplify: true }).id).toBe('incidentCreated:');
	});

	it.each([
		[true, { incident_id: 'inc_1', status: 'assigned', created_at: '2026-03-10T14:01:00.000Z' }],
		[false, { ...bare, created_at: '2026-03-10T14:01:00.000Z' }],
	])('of a new incident, with Simplify %s', (simplify, incident) => {
		const created_at = '2026-03-10T14:01:00.000Z';

		expect(createdEvent({ ...bare, created_at }, { simplify })).toEqual({
			id: 'incidentCreated:inc_1',
			type: 'incidentCreated',
			time: Date.parse(created_at),
			json: { incident },
		});
	});
});
