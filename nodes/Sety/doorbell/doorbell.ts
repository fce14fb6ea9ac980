import type { JsonRecord } from '../../core/json';
import { fieldIn, isJsonRecord, isText } from '../../core/json';
import { incidentIdOf } from '../incident/incident';

/** What a delivery is taken for: a hint which incident to read. Nothing of it goes into the workflow. */
export interface Doorbell {
	/** Undefined when the delivery names no incident. */
	readonly incidentId: string | undefined;
	/** Words of the delivery that can be a status: `assigned`, of `incident.assigned` as well. */
	readonly words: readonly string[];
}

/** Objects of a delivery that are looked into, one in the other. */
const DEEPEST = 5;
/** What an id may look like: it becomes a part of the address. */
const ID_FORM = /^[a-z0-9][\w-]{0,127}$/i;
/** The form of an incident's id, anywhere in a text (seen in a documented example). */
const ID_IN_TEXT = /\binc_[a-z0-9]{4,60}\b/i;

/**
 * Finds the incident that a delivery is about. How Sety writes one is not visible: its ID can stand in a field of that
 * name, in the incident itself, both at any depth, or only as a text of the form `inc_…`.
 */
export function readDoorbell(payload: JsonRecord | undefined, text: string): Doorbell {
	const objects = objectsIn(payload ?? {});
	const named = objects.map((one) => fieldIn(one, 'incident_id', 'incident'));
	const inIncident = objects.map((one) => fieldIn(one, 'incident')).filter(isJsonRecord);
	const candidates = [...named, ...inIncident.map(incidentIdOf), ID_IN_TEXT.exec(text)?.[0]];
	return {
		incidentId: candidates.map(asId).find(isText),
		words: objects.flatMap(wordsOf),
	};
}

/** The object and those in its fields, the outer ones first. Lists hold the past, such as a timeline. */
function objectsIn(outermost: JsonRecord): JsonRecord[] {
	const found = [outermost];
	let level = [outermost];
	for (let depth = 1; depth < DEEPEST; depth++) {
		level = level.flatMap((one) => Object.values(one).filter(isJsonRecord));
		found.push(...level);
	}
	return found;
}

function asId(value: unknown): string | undefined {
	const id = Number.isSafeInteger(value) ? String(value) : value;
	return isText(id) && ID_FORM.test(id.trim()) ? id.trim() : undefined;
}

const STATUS_FIELDS = ['status', 'new_status', 'to_status', 'event', 'event_type', 'type'];

function wordsOf(one: JsonRecord): string[] {
	const texts = STATUS_FIELDS.map((field) => fieldIn(one, field)).filter(isText);
	return texts.map((text) => text.split(/[.:/]/).at(-1)).filter(isText);
}
