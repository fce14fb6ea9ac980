import type { z } from 'zod';

import { jsonRecord } from '../../core/form/schemas';
import { instantOf, whyNotInstant } from '../../core/form/instant';
import type { ItemFacts } from '../../core/operation';
import { checkEvent } from './checkEvent';
import type { Report } from './problem';
import { tidyEvent } from './tidyEvent';
import { eventFromFields } from './fromFields';
import type { InputMode } from './mode';
import { reportTo } from './words';

/** What is worth a hint about the fields of an event, but no refusal. */
export interface FieldRemarks {
	/** Fields that the event type does not know. */
	unknownFields: readonly string[];
	/** Whether they are sent all the same. */
	unknownAreSent: boolean;
	/** An event_name that is not in snake_case. */
	oddName: string | undefined;
}

export interface ReadEvent {
	/** Tidied and checked. `timestamp` is missing where nobody gave one. */
	event: Record<string, unknown>;
	remarks: FieldRemarks;
	/** For what else is found to be wrong with it. */
	report: Report;
}

const SNAKE_CASE = /^[a-z][a-z0-9_]*$/;

/**
 * Reads one event out of the raw parameters, in whatever mode, and refuses it when SafetyKit would. Extra Fields are part
 * of it before it is checked.
 */
export function readEvent(
	raw: Record<string, unknown>,
	{ mode, extraFields }: { mode: InputMode; extraFields: Record<string, unknown> },
	{ json, timeZone }: Pick<ItemFacts, 'json' | 'timeZone'>,
	context: z.RefinementCtx,
): ReadEvent | undefined {
	const given = givenEvent(raw, mode, json, context);
	if (given === undefined) return undefined;
	// A row of a table has columns of its own, which are neither checked nor sent; a written JSON object is meant as it is.
	const unknownAreSent = mode === 'json';
	const { event, unknownFields, ambiguous } = tidyEvent(given, extraFields, unknownAreSent);
	const report = reportTo(context, mode, extraFields);
	if (ambiguous !== undefined) {
		const { field, columns } = ambiguous;
		report({
			field,
			what: `stands there twice with different values, as ${columns.map((name) => JSON.stringify(name)).join(' and ')}`,
			howToGoOn: 'Keep one of the two.',
		});
	}
	checkEvent(event, report);
	if (event.timestamp !== undefined) {
		const moment = instantOf(event.timestamp, timeZone);
		if (moment === undefined) report({ field: 'timestamp', ...whyNotInstant(event.timestamp) });
		event.timestamp = moment;
	}
	const { event_name: name } = event;
	const oddName = typeof name === 'string' && !SNAKE_CASE.test(name) ? name : undefined;
	return { event, remarks: { unknownFields, unknownAreSent, oddName }, report };
}

function givenEvent(
	raw: Record<string, unknown>,
	mode: InputMode,
	json: Record<string, unknown>,
	context: z.RefinementCtx,
): Record<string, unknown> | undefined {
	if (mode === 'mapFromItem') return json;
	const parsed =
		mode === 'json' ? jsonRecord.safeParse(raw.eventJson) : eventFromFields.safeParse(raw);
	if (parsed.success) return parsed.data;
	for (const issue of parsed.error.issues) {
		context.addIssue({ ...issue, path: mode === 'json' ? ['eventJson'] : issue.path });
	}
	return undefined;
}
