import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { requestOptions } from '../../core/run/settings';
import { latitudeProperty, longitudeProperty } from '../place';
import { setyOperation } from '../service';
import { emergencyForm, emergencyOptions, readEmergency } from './emergency';
import { category, severity } from './fields';
import { incident } from './incident';
import { isNew, isOfAnotherPerson, readCreated, refuseOtherEmergency } from './repeatedKey';
import { liveDispatch, refuseAccident, refuseLiveDrill } from './safeguards';
import { isOver } from './statuses';
import { ifCategoryIsUnknown } from './unknownCategory';

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
		'The ID of the trip, session or alarm behind this emergency. Sety creates one incident for a key, however often it is sent. Left empty, the key covers retries of this execution only: Retry On Fail of this node is safe. A new execution creates a new incident, and so does a retry of the Execute Workflow node that calls this workflow: give a key of your own there.',
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

const options = requestOptions('perItem', [
	liveDispatch.fromAgents,
	liveDispatch.fromRetries,
	liveDispatch.fromTestRuns,
	ifCategoryIsUnknown,
]);

const NOT_NEW =
	'Some of these emergencies have an Idempotency Key that was used before: the incidents that exist were given back (is_new is false), and nobody else was sent.';

/** Tells in the editor what was not sent as it was given, by field and item. */
const DOUBTFUL =
	'Some emergencies were sent without what could not be used, which is in their description as it was given. Correct the mapping';
const WITHOUT_PERSON = 'Some emergencies were sent without anything that says who is in danger';
const WITHOUT_PLACE = 'Some emergencies were sent without anything that says where it happens';
const NOT_UNDER_WAY =
	'Sety answered some emergencies with a status that is none of those under way, so perhaps nobody is sent. Look at Sety at once';
const ANOTHER_PERSON =
	'Sety gave back incidents that seem to be about another person than was sent. Each key belongs to its item alone, so most likely Sety writes the person in another way: compare them';

const createCall = {
	key: 'incident.create',
	title: 'Create incident',
	method: 'POST',
	path: '/incidents',
	evidence: 'documented',
	// By idempotency_key in the body (documented), which the node always sends.
	effect: 'safeWrite',
	fields: [
		'category',
		'severity',
		'idempotency_key',
		'subject',
		'location',
		'title',
		'description',
		'is_drill',
	],
	fieldEvidence: 'partly',
} as const;

/**
 * POST /incidents. With a live key the nearest responder is dispatched at once, so it always carries an idempotency
 * key: after a lost answer the node repeats the request, and Sety does not dispatch again.
 */
export const create = setyOperation({
	resource: 'incident',
	operation: 'create',
	name: 'Create',
	action: 'Create incident',
	description: 'Report an emergency. With a live key, responders are dispatched at once.',
	fields: [
		category,
		severity,
		...person,
		latitudeProperty,
		longitudeProperty,
		address,
		ownKey,
		additionalFields,
		options,
	],
	ids: [ownKey.name, 'additionalFields.subjectReference'],
	neverMappedEmpty: [ownKey.name],
	hintIfMappedEmpty: [
		...person,
		latitudeProperty,
		longitudeProperty,
		address,
		additionalFields,
	].map(({ name }) => name),
	options: emergencyOptions,
	form: emergencyForm,
	interpret: (form, { options: own }, context) => readEmergency(form, own, context),
	sendsAllGoodItems: { idField: 'incident_id', record: 'incident' },
	safeguard({ isDrill }, context) {
		refuseLiveDrill(isDrill, context.client);
		refuseAccident(liveDispatch, context);
	},
	call: createCall,
	async run(emergency, { client, item, keyFor, hint }) {
		const { idempotencyKey, fields } = emergency;
		const hasOwnKey = idempotencyKey !== undefined;
		const key = idempotencyKey ?? keyFor();
		const answer = await client.send(createCall, { fields: { ...fields, idempotency_key: key } });
		const created = readCreated(answer, client.account);
		if (hasOwnKey) refuseOtherEmergency(created, key);
		else if (isOfAnotherPerson(created)) hint(ANOTHER_PERSON, [`item ${item}`]);
		const doubts = emergency.doubts.map(({ field, what }) => `${field} ${what} (item ${item})`);
		if (doubts.length > 0) hint(DOUBTFUL, doubts);
		if (!emergency.saysWho) hint(WITHOUT_PERSON, [`item ${item}`]);
		if (!emergency.saysWhere) hint(WITHOUT_PLACE, [`item ${item}`]);
		const is_new = isNew(created, { hasOwnKey });
		if (is_new === false) hint(NOT_NEW);
		else if (isOver(created.incident.status)) {
			hint(NOT_UNDER_WAY, [`item ${item} (${String(created.incident.status)})`]);
		}
		return { ...created.incident, idempotent: created.idempotent, is_new };
	},
	output: incident.extend({
		is_new: z
			.boolean()
			.nullable()
			.describe(
				'Whether this execution created it; null when the answer to an earlier attempt was lost',
			),
		idempotent: z
			.boolean()
			.describe('True when the key was used before and this incident existed already'),
	}),
});
