import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { flag, id, jsonObject, optional, text } from '../../../shared/input/fields';
import { refuse } from '../../../shared/input/refuse';
import { requestOptions } from '../../../shared/operation/settings';
import { createdIncident } from '../../api/schemas';
import { setyOperation } from '../operation';
import { latitude, longitude, optionalPlaceInput, wholePlace } from '../place';
import { category, severity } from './fields';
import { isNew, refuseOtherEmergency } from './repeatedKey';
import { refuseDoubtfulDispatch } from './liveDispatch';
import { liveDispatch, refuseAccident } from './liveSwitches';

const person: INodeProperties[] = [
	{
		displayName: 'Subject Name',
		name: 'subjectName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Amaka Obi',
		description: 'The person in danger. Needs no Sety account.',
	},
	{
		displayName: 'Subject Phone',
		name: 'subjectPhone',
		type: 'string',
		default: '',
		placeholder: 'e.g. +2348012345678',
		description: 'Where the person in danger can be called, in international form',
	},
];

const address: INodeProperties = {
	displayName: 'Address',
	name: 'address',
	type: 'string',
	default: '',
	placeholder: 'e.g. 14 Bourdillon Road, Ikoyi, Lagos',
	description: 'Where it happens, in words',
};

const ownKey: INodeProperties = {
	displayName: 'Idempotency Key',
	name: 'idempotencyKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.tripId }}',
	description:
		'The ID of the trip, session or alarm behind this emergency. Sety creates one incident for a key, however often it is sent. Left empty, the key covers retries of this execution only: Retry On Fail is safe, a new execution creates a new incident.',
};

const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: [
		{ displayName: 'Description', name: 'description', type: 'string', default: '' },
		{
			displayName: 'Landmark',
			name: 'landmark',
			type: 'string',
			default: '',
			placeholder: 'e.g. Gate B, north entrance',
			description: 'What the responders can look out for',
		},
		{
			displayName: 'Mark As Drill',
			name: 'isDrill',
			type: 'boolean',
			default: false,
			description:
				'Whether this is an exercise. Works with test keys only: that the field can be set is assumed, and so is that a drill dispatches nobody.',
		},
		{
			displayName: 'Subject Email',
			name: 'subjectEmail',
			type: 'string',
			default: '',
			placeholder: 'e.g. amaka@example.com',
		},
		{
			displayName: 'Subject Metadata',
			name: 'subjectMetadata',
			type: 'json',
			default: '{}',
			placeholder: 'e.g. {"vehicle_plate": "LND-204-KJA"}',
			description: 'Anything else about the person, as a JSON object',
		},
		{
			displayName: 'Subject Reference',
			name: 'subjectReference',
			type: 'string',
			default: '',
			placeholder: 'e.g. TRIP-44821',
			description: 'Your own ID of the person or trip',
		},
		{ displayName: 'Title', name: 'title', type: 'string', default: '' },
	],
};

const options = requestOptions('perItem', [liveDispatch.fromAgents, liveDispatch.fromTestRuns]);

const NOT_NEW =
	'Some of these emergencies have an Idempotency Key that was used before: the incidents that exist were given back (is_new is false), and nobody else was sent.';

const input = z
	.object({
		category: text,
		severity: optional(text),
		subjectName: optional(text),
		subjectPhone: optional(text),
		...optionalPlaceInput,
		address: optional(text),
		idempotencyKey: optional(id),
		additionalFields: z
			.object({
				title: optional(text),
				description: optional(text),
				landmark: optional(text),
				subjectEmail: optional(text),
				subjectReference: optional(text),
				subjectMetadata: optional(jsonObject),
				isDrill: flag,
			})
			.default({}),
	})
	.transform((form, context) => {
		const { additionalFields: more } = form;
		const subject = {
			name: form.subjectName,
			phone: form.subjectPhone,
			email: more.subjectEmail,
			reference: more.subjectReference,
		};
		if (Object.values(subject).every((value) => value === undefined)) {
			refuse(
				context,
				'is empty, and nothing else says who is in danger',
				'Give the name, phone, email or reference of the person in danger.',
				['subjectName'],
			);
		}
		const place = wholePlace(context, form);
		if (place === undefined && form.address === undefined && more.landmark === undefined) {
			refuse(
				context,
				'is empty, and nothing else says where it happens',
				'Give Latitude and Longitude, or Address.',
				['latitude'],
			);
		}
		return {
			idempotencyKey: form.idempotencyKey,
			isDrill: more.isDrill,
			fields: {
				category: form.category,
				severity: form.severity,
				subject: { ...subject, metadata: more.subjectMetadata },
				location: {
					// Longitude first: the documented example [3.3792, 6.5244] lies in Lagos.
					coordinates: place && [place.longitude, place.latitude],
					address: form.address,
					landmark: more.landmark,
				},
				title: more.title,
				description: more.description,
				is_drill: more.isDrill ? true : undefined,
			},
		};
	});

/**
 * POST /incidents. With a live key the nearest responder is dispatched at once, so it always carries an idempotency
 * key: an answer that was lost on the way is asked for again without a second dispatch.
 */
export const create = setyOperation({
	resource: 'incident',
	operation: 'create',
	name: 'Create',
	action: 'Create incident',
	description: 'Report an emergency. With a live key, responders are dispatched at once.',
	properties: [
		category,
		severity,
		...person,
		latitude,
		longitude,
		address,
		ownKey,
		additionalFields,
		options,
	],
	ids: [ownKey.name],
	notEmptyWhenMapped: [ownKey.name],
	missedWhenMapped: [...person, latitude, longitude, address, additionalFields].map(
		({ name }) => name,
	),
	input,
	output: createdIncident,
	sendsAllGoodItems: { idField: 'incident_id', record: 'incident' },
	check({ idempotencyKey, isDrill }, { client: { isTestKey }, caller, isSwitchedOn }) {
		const hasOwnKey = idempotencyKey !== undefined;
		refuseDoubtfulDispatch({ isTestKey, caller, isDrill, hasOwnKey });
		refuseAccident(liveDispatch, { isTestKey, caller, isSwitchedOn });
	},
	async run({ idempotencyKey, fields }, { client, keyFor, hint }) {
		const hasOwnKey = idempotencyKey !== undefined;
		const key = idempotencyKey ?? keyFor();
		const answered = await client.createIncident({ ...fields, idempotency_key: key });
		refuseOtherEmergency(answered, { key, hasOwnKey, subject: fields.subject });
		const is_new = isNew(answered, { hasOwnKey });
		if (is_new === false) hint(NOT_NEW);
		return { ...answered.incident, idempotent: answered.idempotent, is_new };
	},
});
