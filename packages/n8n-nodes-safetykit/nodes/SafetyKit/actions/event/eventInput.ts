import type { z } from 'zod';

import { INPUT_ITEM, TIME_ZONE } from '../../../shared/operation/operation';
import { jsonObject } from '../../../shared/input/fields';
import { instantOf } from '../../../shared/input/instant';
import { refuse } from '../../../shared/input/refuse';
import { isJsonRecord } from '../../../shared/json';
import { checkEvent } from '../../api/event/checkEvent';
import { fieldsOf } from '../../api/event/event';
import type { Problem } from '../../api/event/problem';
import { tidyEvent } from '../../api/event/tidyEvent';
import { eventFromFields, parameterOf } from './fromFields';
import type { InputMode } from './mode';

/** What is worth a hint about the fields of an event, but no refusal. */
export interface FieldRemarks {
	/** Fields that the event type does not know. */
	unknownFields: string[];
	/** Whether they are sent all the same. */
	unknownAreSent: boolean;
	/** An event_name that is not in snake_case. */
	oddName: string | undefined;
}

export interface ReadEvent {
	/** Tidied and checked. `timestamp` is missing where nobody gave one. */
	event: Record<string, unknown>;
	remarks: FieldRemarks;
}

const SNAKE_CASE = /^[a-z][a-z0-9_]*$/;

/** Reads one event out of the raw parameters, in whatever mode, and refuses it when SafetyKit would. */
export function readEvent(
	raw: Record<string, unknown>,
	mode: InputMode,
	context: z.RefinementCtx,
): ReadEvent | undefined {
	const given = givenEvent(raw, mode, context);
	if (given === undefined) return undefined;
	const tidied = tidyEvent(given);
	const event = withoutUnknown(tidied, mode);
	const words = wordsFor(mode);
	const report = (problem: Problem) => {
		const { path, what } = words(problem);
		refuse(context, what, problem.howToGoOn, path);
	};
	checkEvent(event, report);
	if (event.timestamp !== undefined) {
		const moment = instantOf(event.timestamp, String(raw[TIME_ZONE]));
		if (moment === undefined) {
			report({
				field: 'timestamp',
				what: 'is not an ISO 8601 date',
				howToGoOn: 'Write it as in 2026-03-10T14:30:00Z, or leave it out for the present time.',
			});
		}
		event.timestamp = moment;
	}
	return { event, remarks: remarksOn(tidied, mode) };
}

function givenEvent(
	raw: Record<string, unknown>,
	mode: InputMode,
	context: z.RefinementCtx,
): Record<string, unknown> | undefined {
	if (mode === 'mapFromItem') {
		const item = raw[INPUT_ITEM];
		return isJsonRecord(item) ? item : {};
	}
	const parsed =
		mode === 'json' ? jsonObject.safeParse(raw.eventJson) : eventFromFields.safeParse(raw);
	if (parsed.success) return parsed.data;
	for (const issue of parsed.error.issues) {
		context.addIssue({ ...issue, path: mode === 'json' ? ['eventJson'] : issue.path });
	}
	return undefined;
}

/** How a problem is told: by the label of a field, or by the event's own field name. */
function wordsFor(mode: InputMode) {
	return ({ field, detail, what }: Problem): { path: string[]; what: string } => {
		if (mode === 'fields') {
			return {
				path: parameterOf(field),
				what: detail === undefined ? what : `→ ${detail} ${what}`,
			};
		}
		const where = detail === undefined ? field : `${field} → ${detail}`;
		// "The input" is what an empty path is called: "The input item → user_id is empty".
		return mode === 'json'
			? { path: ['eventJson'], what: `→ ${where} ${what}` }
			: { path: [], what: `item → ${where} ${what}` };
	};
}

/** Stay to be checked although the type may not know them: a decision with a user_id is refused, not stripped of it. */
const ALWAYS_CHECKED = new Set(['type', 'user_id']);

/**
 * A row of a table has columns of its own, which are neither checked nor sent; a written JSON object is meant as it is.
 */
function withoutUnknown(event: Record<string, unknown>, mode: InputMode) {
	if (mode === 'json') return event;
	const known = fieldsOf(event.type);
	return Object.fromEntries(
		Object.entries(event).filter(([name]) => known.has(name) || ALWAYS_CHECKED.has(name)),
	);
}

function remarksOn(event: Record<string, unknown>, mode: InputMode): FieldRemarks {
	const { type, event_name: name } = event;
	const known = fieldsOf(type);
	return {
		unknownFields: Object.keys(event).filter((field) => !known.has(field)),
		unknownAreSent: mode === 'json',
		oddName: typeof name === 'string' && !SNAKE_CASE.test(name) ? name : undefined,
	};
}
