import { z } from 'zod';

import { id, isBlank, jsonRecord, metadataObject, optional } from '../../core/form/schemas';
import { choicesOf, findChoice, listed } from '../../core/form/oneOf';
import { readPlace } from '../../core/form/readPlace';
import { refuse } from '../../core/form/refusal';
import { isJsonRecord } from '../../core/json';
import { outputFormatWithPlaces } from '../place';
import { asGiven, given, hasGap } from './asGiven';
import { LABELS } from './emergencyFields';
import { category as categoryField, severity as severityField } from './fields';
import { lacksCountryCode, phoneIn } from './phone';
import { ifCategoryIsUnknownInput } from './unknownCategory';

/** The category of an emergency whose own is unknown to Sety: a person is in danger. */
const FALLBACK_CATEGORY = 'sos';

const CATEGORIES = choicesOf(categoryField);
const SEVERITIES = choicesOf(severityField);

/** A value that the node does not send as it was given. */
export interface Doubt {
	/** Display name of the field. */
	field: string;
	/** Begins with a verb: "is not a number of degrees". */
	what: string;
}

const collection = z.preprocess(
	(value) => (isJsonRecord(value) ? value : {}),
	z.record(z.unknown()),
);

export const emergencyForm = z.object({
	category: z.unknown(),
	description: z.unknown(),
	subjectName: z.unknown(),
	subjectPhone: z.unknown(),
	latitude: z.unknown(),
	longitude: z.unknown(),
	address: z.unknown(),
	idempotencyKey: optional(id),
	// A format that cannot be read keeps no emergency back.
	output: outputFormatWithPlaces.schema.catch('simplified'),
	additionalFields: collection,
	options: collection,
});

/** Of the options, those of this operation. */
export const emergencyOptions = z.object({ ifCategoryIsUnknown: ifCategoryIsUnknownInput });

type Form = z.output<typeof emergencyForm>;
type EmergencyOptions = z.output<typeof emergencyOptions>;

/** The path of each field that says who or where, by its display name. */
const PATHS: Readonly<Record<string, string[]>> = {
	[LABELS.name]: ['subjectName'],
	[LABELS.phone]: ['subjectPhone'],
	Latitude: ['latitude'],
	Longitude: ['longitude'],
	Address: ['address'],
};

/**
 * Reads the form of Create Incident. The node refuses an emergency only if nothing in it says who is in danger or where. It
 * leaves out any other unusable value, reports it as a doubt, and adds it to the description as it was given.
 */
export function readEmergency(raw: Form, options: EmergencyOptions, context: z.RefinementCtx) {
	const { additionalFields: more } = raw;
	const reader = doubtfulReader();
	const { category, word } = categoryOf(raw, options, context);
	const subject = {
		name: reader.name(LABELS.name, raw.subjectName),
		phone: reader.phone(LABELS.phone, raw.subjectPhone),
		email: reader.reference(LABELS.email, more.subjectEmail),
		reference: reader.reference(LABELS.reference, more.subjectReference),
		metadata: reader.metadata(LABELS.metadata, more.subjectMetadata),
	};
	const { metadata, ...identity } = subject;
	const location = {
		coordinates: reader.place(raw.latitude, raw.longitude),
		address: reader.words('Address', raw.address),
		landmark: reader.words('Landmark', more.landmark),
	};
	const severity = reader.severity('Severity', more.severity);
	const title = reader.words('Title', more.title);
	const description = reader.words('Description', raw.description);
	const isDrill = reader.flag('Mark As Drill', more.isDrill);
	const extra = extraFieldsOf(raw);
	const saysWho = isFilled(identity) || isFilled(extra.subject);
	const saysWhere = isFilled(location) || isFilled(extra.location);
	if (!saysWho && !saysWhere) refuseUnfindable(context, reader.doubts);
	if (word !== undefined) {
		reader.doubts.unshift({
			field: 'Category',
			what:
				word === ''
					? 'is empty, so the emergency was sent as SOS'
					: `is "${word}", which Sety does not know, so the emergency was sent as SOS`,
		});
	}
	return {
		idempotencyKey: raw.idempotencyKey,
		output: raw.output,
		isDrill,
		saysWho,
		saysWhere,
		lacksCountryCode: subject.phone !== undefined && lacksCountryCode(subject.phone),
		doubts: reader.doubts,
		fields: {
			category,
			severity,
			subject: { ...identity, metadata },
			location,
			title,
			description: lines([
				word === undefined || word === '' ? '' : `${word} (Category as given)`,
				description ?? '',
				...reader.lines,
			]),
			is_drill: isDrill ? true : undefined,
		},
	};
}

/** The category; with the given word if Sety does not know that one. */
function categoryOf(
	raw: Form,
	{ ifCategoryIsUnknown }: EmergencyOptions,
	context: z.RefinementCtx,
): { category: string; word?: string } {
	const word = given(raw.category).text;
	const category = findChoice(CATEGORIES, word);
	if (category !== undefined) return { category };
	if (ifCategoryIsUnknown === 'refuse') {
		refuse(
			context,
			word === '' ? 'is empty' : `is "${word}", which Sety does not know`,
			`Use one of: ${listed(CATEGORIES)}; or set If Category Is Unknown to Send as SOS.`,
			['category'],
		);
	}
	return { category: FALLBACK_CATEGORY, word };
}

/** Reads values that must not keep an emergency back, and collects the unusable ones. */
function doubtfulReader() {
	const doubts: Doubt[] = [];
	const lines: string[] = [];
	const leaveOut = (field: string, what: string, value: unknown) => {
		doubts.push({ field, what });
		const shown = given(value);
		if (shown.text !== '') lines.push(asGiven(field, shown));
	};

	const words = (field: string, value: unknown): string | undefined => {
		if (isBlank(value)) return undefined;
		const { text, joined } = given(value);
		if (text === '') {
			doubts.push({ field, what: 'holds no text' });
			return undefined;
		}
		if (joined)
			doubts.push({ field, what: 'is an object or a list, so only the texts in it were sent' });
		return text;
	};

	return {
		doubts,
		lines,
		/** Text that helps in any form. */
		words,
		/** The name of a person. */
		name(field: string, value: unknown): string | undefined {
			if (!hasGap(given(value).text)) return words(field, value);
			leaveOut(field, 'contains a missing value or an unresolved expression', value);
			return undefined;
		},
		/** Text that identifies a person, and must not be another person's. */
		reference(field: string, value: unknown): string | undefined {
			if (isBlank(value)) return undefined;
			const { text, joined } = given(value);
			if (text !== '' && !joined && !hasGap(text)) return text;
			leaveOut(field, joined ? 'is an object or a list' : 'contains a missing value', value);
			return undefined;
		},
		phone(field: string, value: unknown): string | undefined {
			if (isBlank(value)) return undefined;
			const phone = phoneIn(value);
			if (phone === undefined) leaveOut(field, 'is not a phone number', value);
			return phone;
		},
		place(latitude: unknown, longitude: unknown): [number, number] | undefined {
			const { place, doubts: aboutPlace } = readPlace(latitude, longitude);
			for (const { field, what } of aboutPlace) {
				if (field === 'latitude') leaveOut('Latitude', what, latitude);
				else leaveOut('Longitude', what, longitude);
			}
			// Longitude first: the documented example [3.3792, 6.5244] lies in Lagos.
			return place && [place.longitude, place.latitude];
		},
		metadata(field: string, value: unknown): Record<string, unknown> | undefined {
			if (isBlank(value)) return undefined;
			const parsed = metadataObject.safeParse(value);
			if (parsed.success) return parsed.data;
			leaveOut(field, parsed.error.issues[0]?.message ?? 'is not a JSON object', value);
			return undefined;
		},
		severity(field: string, value: unknown): string | undefined {
			const word = given(value).text;
			const severity = findChoice(SEVERITIES, word);
			if (severity !== undefined || isBlank(value)) return severity;
			leaveOut(field, `is none of ${listed(SEVERITIES)}`, value);
			return undefined;
		},
		flag(field: string, value: unknown): boolean {
			if (typeof value === 'boolean') return value;
			if (isBlank(value)) return false;
			if (Array.isArray(value) && value.length === 1) return this.flag(field, value[0]);
			const word = String(typeof value === 'object' ? '' : value)
				.trim()
				.toLowerCase();
			if (ON.has(word)) return true;
			if (!OFF.has(word)) leaveOut(field, 'is neither true nor false and counts as off', value);
			return false;
		},
	};
}

const ON = new Set(['true', 'yes', 'on', '1']);
const OFF = new Set(['false', 'no', 'off', '0', 'null', 'undefined']);

/** Extra Fields that can be read; whether they may be sent is checked with the other options. */
function extraFieldsOf({ options }: Form): Record<string, unknown> {
	const parsed = optional(jsonRecord).safeParse(options.extraFields);
	return parsed.success ? (parsed.data ?? {}) : {};
}

function isFilled(value: unknown): boolean {
	return isJsonRecord(value) && Object.values(value).some((member) => !isBlank(member));
}

/** Without a person and a place, responders cannot be sent. */
function refuseUnfindable(context: z.RefinementCtx, doubts: readonly Doubt[]): void {
	const wayOn =
		'Enter at least one of: name, phone, email or reference of the person in danger; coordinates, address or landmark of the place.';
	const nothingElse = 'and no other field says who is in danger or where';
	const [first, ...others] = doubts.filter(({ field }) => PATHS[field] !== undefined);
	if (first === undefined) {
		refuse(context, `is empty, ${nothingElse}`, wayOn, ['subjectName']);
		return;
	}
	refuse(context, `${first.what}, ${nothingElse}`, wayOn, PATHS[first.field]);
	for (const { field, what } of others) refuse(context, what, '', PATHS[field]);
}

function lines(all: readonly string[]): string | undefined {
	const filled = all.filter((line) => line !== '');
	return filled.length === 0 ? undefined : filled.join('\n');
}
