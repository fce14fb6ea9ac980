import { z } from 'zod';

import { cleanText } from '../../core/form/unicode';
import { isBlank } from '../../core/form/schemas';
import { findChoice } from '../../core/form/oneOf';
import { instantOf, whyNotInstant } from '../../core/form/instant';
import { quoteValue, refuse } from '../../core/form/refusal';
import type { JsonRecord } from '../../core/json';
import type { ItemFacts } from '../../core/operation';
import { checkEvent } from './checkEvent';
import { DELIVERIES } from './delivery';
import type { Remarks } from './hints';
import { givenEvent, INPUT_MODES } from './inputMode';
import type { EventOptions } from './options';
import { personalDataIn } from './personalData';
import type { Report } from './problem';
import { reportTo } from './reportTo';
import { tidyEvent } from './tidyEvent';

/** The form as it is: the input mode decides how the node reads an event. */
export const eventForm: z.ZodType<JsonRecord, z.ZodTypeDef, unknown> = z.any();

const SNAKE_CASE = /^[a-z][a-z0-9_]*$/;

/**
 * Reads one event, and how to send it, from the raw parameters. Refuses an event that SafetyKit would refuse. Extra Fields
 * belong to the event before the check.
 *
 * @returns the event tidied and checked; its `timestamp` is missing if the user gave none
 */
export function readEvent(
	raw: JsonRecord,
	facts: ItemFacts<EventOptions>,
	context: z.RefinementCtx,
) {
	const { personalData, extraFields, batching } = facts.options;
	const mode = choiceIn(INPUT_MODES, raw.inputMode, context, 'inputMode');
	const delivery = choiceIn(DELIVERIES, raw.delivery, context, 'delivery');
	const given = givenEvent(raw, mode, facts.json, context);
	if (given === undefined) return z.NEVER;
	// A row of a table has columns of its own, which the node neither checks nor sends; it sends a JSON object as it is.
	const unknownAreSent = mode === 'json';
	const { event, unknownFields, ambiguous } = tidyEvent(given, extraFields, unknownAreSent);
	const report = reportTo(context, { mode, given, extraFields, type: event.type });
	if (ambiguous !== undefined) {
		const { field, columns } = ambiguous;
		report({
			field,
			what: `is there twice with different values, as ${columns.map((name) => JSON.stringify(name)).join(' and ')}`,
			howToGoOn: 'Keep one of the two.',
		});
	}
	checkEvent(event, report);
	readTimestamp(event, facts.timeZone, report);
	const suspicions = personalData === 'ignore' ? [] : personalDataIn(event.metadata);
	if (personalData === 'block') {
		for (const { name, looksLike } of suspicions) {
			report({
				field: 'metadata',
				below: [name],
				what: `looks like ${looksLike}`,
				howToGoOn:
					'Put identifiers in resources_used and text in content, or set Personal Data in Metadata to Warn or Ignore.',
			});
		}
	}
	const { event_name: name } = event;
	const oddName = typeof name === 'string' && !SNAKE_CASE.test(name) ? name : undefined;
	const remarks: Remarks = { unknownFields, unknownAreSent, oddName, personalData: suspicions };
	return { event, remarks, delivery, batching };
}

function readTimestamp(event: JsonRecord, timeZone: string, report: Report): void {
	if (event.timestamp === undefined) return;
	const moment = instantOf(event.timestamp, timeZone);
	if (moment === undefined) report({ field: 'timestamp', ...whyNotInstant(event.timestamp) });
	event.timestamp = moment;
}

/**
 * The choice of a dropdown; the first one for an empty value. No schema: the shared oneOf takes longer for the two of them
 * than the event itself (measured), and there may be thousands.
 */
function choiceIn<Value extends string>(
	choices: readonly [Value, ...Value[]],
	value: unknown,
	context: z.RefinementCtx,
	parameter: string,
): Value {
	const found = isBlank(value)
		? choices[0]
		: (choices.find((one) => one === value) ?? findChoice(choices, cleanText(String(value))));
	if (found !== undefined) return found;
	const what = `is ${quoteValue(value)}, which is not an option`;
	refuse(context, what, `Use one of: ${choices.join(', ')}.`, [parameter]);
	return choices[0];
}
