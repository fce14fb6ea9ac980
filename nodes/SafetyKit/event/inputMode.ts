import type { INodeProperties } from 'n8n-workflow';
import type { z } from 'zod';

import { formSchema, sentFields } from '../../core/form/field';
import { jsonRecord } from '../../core/form/schemas';
import { refuse } from '../../core/form/refusal';
import type { JsonRecord } from '../../core/json';
import { isJsonRecord } from '../../core/json';
import { eventFields } from './fields';
import { metadataOf } from './metadata';
import type { Problem, Report } from './problem';
import { PARAMETERS_OF_PRODUCT, productOf } from './product';

export const INPUT_MODES = ['fields', 'json', 'mapFromItem'] as const;
export type InputMode = (typeof INPUT_MODES)[number];

const inputMode = (preset: InputMode): INodeProperties => ({
	displayName: 'Input Mode',
	name: 'inputMode',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Fields', value: 'fields', description: 'Fill in the fields of the event one by one' },
		{ name: 'JSON', value: 'json', description: 'Write the event as one JSON object' },
		{
			name: 'Map From Item',
			value: 'mapFromItem',
			description: "The input item is the event, under SafetyKit's own field names",
		},
	],
	default: preset,
	description: 'Where the event comes from',
});

/** One event is mostly put together by hand, a batch mostly comes out of a table as it is. */
export const inputModeOfSend = inputMode('fields');
export const inputModeOfBatch = inputMode('mapFromItem');

export const eventJson: INodeProperties = {
	displayName: 'Event (JSON)',
	name: 'eventJson',
	type: 'json',
	displayOptions: { show: { inputMode: ['json'] } },
	default: '{}',
	required: true,
	placeholder: 'e.g. {"type": "user_contact", "event_name": "message_sent", "user_id": "user_123"}',
	description:
		"The event under SafetyKit's own field names. Without a timestamp it gets the present time.",
};

export const mapNotice: INodeProperties = {
	displayName:
		'Each input item is one event, with the fields type, event_name, user_id and so on. Empty fields are left out, structures may be JSON text, and fields that the type does not know are not sent.',
	name: 'mapNotice',
	type: 'notice',
	displayOptions: { show: { inputMode: ['mapFromItem'] } },
	default: '',
};

/** The event as the user gave it: in the fields, as JSON, or as the input item. Refuses with `context`. */
export function givenEvent(
	raw: JsonRecord,
	mode: InputMode,
	item: JsonRecord,
	context: z.RefinementCtx,
): JsonRecord | undefined {
	if (mode === 'mapFromItem') return item;
	const parsed =
		mode === 'json' ? jsonRecord.safeParse(raw.eventJson) : eventFromFields.safeParse(raw);
	if (parsed.success) return parsed.data;
	for (const issue of parsed.error.issues) {
		context.addIssue({ ...issue, path: mode === 'json' ? ['eventJson'] : issue.path });
	}
	return undefined;
}

/** n8n hides a field that the type does not know, so it has no value. */
const eventFromFields = formSchema(eventFields).transform((form, context): JsonRecord => {
	const { eventType, sourceType, metadata, additionalFields } = form;
	return {
		...sentFields(eventFields, form),
		// The dropdown always has a value; with an expression as Event Type n8n shows it for every type.
		source_type: eventType === 'moderation_decision' ? sourceType : undefined,
		product: eventType === 'product_changed' ? productOf(form) : undefined,
		metadata: metadataOf(metadata, additionalFields.metadataJson, context),
	};
});

/** Reports what is wrong with an event at the place where the user wrote it. */
export function reportTo(
	context: z.RefinementCtx,
	mode: InputMode,
	extraFields: Readonly<Record<string, unknown>>,
): Report {
	return (problem) => {
		const place = isExtra(problem, extraFields) ? IN_EXTRA_FIELDS : PLACES[mode];
		const { path, way, before = '' } = place(problem);
		const what = way.length === 0 ? problem.what : `→ ${way.join(' → ')} ${problem.what}`;
		refuse(context, before + what, problem.howToGoOn, path);
	};
}

interface Place {
	/** Of the parameter; an empty one is called "The input". */
	path: string[];
	/** From there to what is wrong. */
	way: readonly string[];
	before?: string;
}

const wayTo = ({ field, below = [] }: Problem): string[] => [field, ...below];

const IN_EXTRA_FIELDS = (problem: Problem): Place => ({
	path: ['options', 'extraFields'],
	way: wayTo(problem),
});

/** By the label of a field, or by the event's own field name. */
const PLACES: Readonly<Record<InputMode, (problem: Problem) => Place>> = {
	fields: (problem) => parameterOf(wayTo(problem)),
	json: (problem) => ({ path: ['eventJson'], way: wayTo(problem) }),
	mapFromItem: (problem) => ({ path: [], way: wayTo(problem), before: 'item ' }),
};

/** Whether the value comes from Extra Fields: they are mergeFields, so only a part of the field may be theirs. */
function isExtra(
	{ field, below: [member] = [] }: Problem,
	extraFields: Readonly<Record<string, unknown>>,
): boolean {
	if (!Object.hasOwn(extraFields, field)) return false;
	const extra = extraFields[field];
	return member === undefined || !isJsonRecord(extra) || Object.hasOwn(extra, member);
}

/** The parameter that holds a field of the event, or a part of it. */
const PARAMETERS: ReadonlyMap<string, readonly string[]> = new Map([
	...eventFields.flatMap(({ sends }) => sends.map(({ path, as }) => [as, path] as const)),
	...PARAMETERS_OF_PRODUCT,
	['metadata', ['metadata']],
	['client_info ip', ['additionalFields', 'clientIp']],
]);

/** The parameter for the part of the event at `way`, and the rest of the way from there. */
function parameterOf(way: readonly string[]): Place {
	for (let length = way.length; length > 0; length--) {
		const path = PARAMETERS.get(way.slice(0, length).join(' '));
		if (path !== undefined) return { path: [...path], way: way.slice(length) };
	}
	return { path: ['eventType'], way };
}
