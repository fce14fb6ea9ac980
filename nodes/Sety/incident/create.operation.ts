import { requestOptions } from '../../core/run/settings';
import { latitudeProperty, longitudeProperty, outputFormatWithPlaces } from '../place';
import { setyOperation } from '../service';
import { createdOutput, formatCreated } from './createdOutput';
import { emergencyForm, emergencyOptions, readEmergency } from './emergency';
import {
	additionalFields,
	address,
	description,
	LABELS,
	ownKey,
	person,
	whatIsNeeded,
} from './emergencyFields';
import { category } from './fields';
import { isNew, isOfAnotherPerson, readCreated, refuseOtherEmergency } from './repeatedKey';
import { liveDispatch, refuseAccident, refuseLiveDrill } from './safeguards';
import { isOver } from './statuses';
import { ifCategoryIsUnknown } from './unknownCategory';

const options = requestOptions('perItem', [
	liveDispatch.fromAgents,
	liveDispatch.fromRetries,
	liveDispatch.fromTestRuns,
	ifCategoryIsUnknown,
]);

const NOT_NEW =
	'This Idempotency Key already has an incident, which was returned (is_new: false). No one new was dispatched.';

/** Hints for the editor; the runner adds the items, or fields and items. */
const DOUBTFUL =
	'Some values could not be used. The emergencies were sent without them, and the values are in the description. Correct the mapping';
const WITHOUT_PERSON =
	'Sent without a person in danger. Add name, phone, email or reference if you can';
const WITHOUT_PLACE = 'Sent without a place. Add coordinates, address or landmark if you can';
const WITHOUT_COUNTRY_CODE = `${LABELS.phone} has no country code and was sent unchanged. Write it with + and country code, as in +2348012345678, so that responders can call it`;
const NOT_UNDER_WAY =
	'Sety returned a status that is not one of an active incident, so perhaps no one is on the way. Check in Sety at once';
const ANOTHER_PERSON =
	'The incident that Sety returned seems to be about another person than the one sent. The key belongs to this item alone, so most likely Sety writes the person in another form. Compare the two';

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
	asTool: 'Only when a person needs help now. Not for tests, drills, questions or past events.',
	fields: [
		category,
		whatIsNeeded,
		description,
		...person,
		latitudeProperty,
		longitudeProperty,
		address,
		ownKey,
		additionalFields,
		outputFormatWithPlaces,
		options,
	],
	ids: [ownKey.name, 'additionalFields.subjectReference'],
	neverMappedEmpty: [ownKey.name],
	hintIfMappedEmpty: [
		description,
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
		if (emergency.lacksCountryCode) hint(WITHOUT_COUNTRY_CODE, [`item ${item}`]);
		const is_new = isNew(created, { hasOwnKey });
		if (is_new === false) hint(NOT_NEW);
		else if (isOver(created.incident.status)) {
			hint(NOT_UNDER_WAY, [`item ${item} (${String(created.incident.status)})`]);
		}
		return formatCreated(created, is_new, emergency.output);
	},
	output: createdOutput,
});
