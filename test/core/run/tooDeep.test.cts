import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { contact, safetyKitBench } from '../../../harness/engine/safetyKit.cts';
import { samsaraBench } from '../../../harness/engine/samsara.cts';
import { setyBench } from '../../../harness/engine/sety.cts';

const benches = { sety: setyBench(), samsara: samsaraBench(), safetyKit: safetyKitBench() };

const DEEP = `{"deep": ${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`;
const emergency = { subjectName: 'Ada', address: 'Lagos' };
const options = { extraFields: DEEP };
const fieldsEvent = {
	inputMode: 'fields',
	eventType: 'user_contact',
	eventName: 'message_sent',
	userId: 'u1',
	targetUserId: 'u2',
};

/** The event with one more field, which SafetyKit may know some day. */
const EVENT = JSON.stringify({ ...contact(1), later: 0 }).replace('"later":0', `"later":${DEEP}`);

/** Every field that takes JSON. */
const cases: Array<[keyof typeof benches, string, INodeParameters, IDataObject, string]> = [
	['sety', 'incident.create', { ...emergency, options }, {}, 'Extra Fields'],
	['sety', 'incident.getAll', { options }, {}, 'Extra Fields'],
	[
		'sety',
		'accessLog.create',
		{ visitorName: 'Ada', additionalFields: { metadata: DEEP } },
		{},
		'Metadata',
	],
	[
		'samsara',
		'safetyEvent.getAll',
		{ timeSpan: 'custom', startTime: '2025-06-01T00:00:00Z', options },
		{},
		'Extra Fields',
	],
	[
		'samsara',
		'safetyEvent.update',
		{ safetyEventIds: 'a', eventState: 'reviewed', options },
		{},
		'Extra Fields',
	],
	['safetyKit', 'event.send', { inputMode: 'json', eventJson: EVENT }, {}, 'Event (JSON)'],
	['safetyKit', 'event.send', { ...fieldsEvent, options }, {}, 'Extra Fields'],
	[
		'safetyKit',
		'event.sendBatch',
		{ inputMode: 'mapFromItem', options },
		contact(1),
		'Extra Fields',
	],
	[
		'safetyKit',
		'dataObject.submit',
		{ namespace: 'n', objectId: 'o', data: DEEP },
		{},
		'Data (JSON)',
	],
	[
		'safetyKit',
		'dataObject.submit',
		{ namespace: 'n', objectId: 'o', data: '{}', options },
		{},
		'Extra Fields',
	],
];

it.each(cases)(
	'%s %s: JSON of 5,000 levels is refused, %#',
	async (name, operation, parameters, item, field) => {
		const result = await benches[name].run(operation, parameters, { input: [[item]] });

		expect(result.error?.message).toContain(field);
		expect(result.error?.message).toMatch(/nested (more than 100 levels deep|too deep to be read)/);
		expect(await benches[name].sandbox.control.received()).toEqual([]);
	},
);
