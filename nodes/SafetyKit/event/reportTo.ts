import type { z } from 'zod';

import { joinNames } from '../../core/failures/text';
import { displayNameOf } from '../../core/form/parseInput';
import { quoteValue, refuse } from '../../core/form/refusal';
import { isBlank } from '../../core/form/schemas';
import type { JsonRecord } from '../../core/json';
import { isJsonRecord } from '../../core/json';
import { columnMeantFor, columnOf, isField } from './columns';
import { fieldsOf } from './event';
import { eventFields } from './fields';
import type { InputMode } from './inputMode';
import type { Problem, Report } from './problem';
import { PARAMETERS_OF_PRODUCT } from './product';

/** How many columns a message lists. */
const MOST_COLUMNS = 20;

/** Where the user wrote an event. */
interface Source {
	mode: InputMode;
	/** The item or the JSON object, under the user's own names; in the mode Fields, the event made of them. */
	given: JsonRecord;
	extraFields: Readonly<Record<string, unknown>>;
	/** Of the event, as far as it is known. */
	type: unknown;
}

/** Reports what is wrong with an event at the place where the user wrote it. */
export function reportTo(context: z.RefinementCtx, source: Source): Report {
	const { mode, given, extraFields } = source;
	return (problem) => {
		const fromExtra = isExtra(problem, extraFields);
		const nameOf = fromExtra ? fieldName : NAMES[mode];
		const { path, way } = fromExtra ? inExtraFields(problem) : PLACES[mode](problem, given);
		const what = whatIsWrong(problem, given, (field) => nameOf(field, given));
		const howToGoOn =
			mode === 'fields' || problem.missing === undefined
				? problem.howToGoOn
				: `${meantInstead(problem.missing, source)}${problem.howToGoOn}${namesIn(source)}`;
		refuse(context, way.length === 0 ? what : `→ ${way.join(' → ')} ${what}`, howToGoOn, path);
	};
}

function whatIsWrong(
	{ what, missing }: Problem,
	given: JsonRecord,
	nameOf: (field: string) => string,
): string {
	if (missing === undefined) return what;
	const isThere = missing.some((field) => columnOf(field, Object.keys(given)) !== undefined);
	const others = missing.slice(1).map((field) => `, and so is ${nameOf(field)}`);
	return `is ${isThere ? 'empty' : 'missing'}${others.join('')}`;
}

/** "Did you mean event_type?" for a missing field and a name that may be meant for it. */
function meantInstead(missing: readonly string[], { given }: Source): string {
	const filled = Object.keys(given).filter((name) => !isBlank(given[name]));
	for (const field of missing) {
		const meant = columnMeantFor(field, filled);
		if (meant !== undefined) {
			return `Did you mean ${JSON.stringify(meant)}? Rename it to ${JSON.stringify(field)}. `;
		}
	}
	return '';
}

/** The names that the node found, and which of them it does not read. */
function namesIn({ mode, given, type }: Source): string {
	const found = Object.keys(given);
	const noun = mode === 'json' ? 'Fields' : 'Columns';
	if (found.length === 0) return ` ${noun} found: none.`;
	const known = fieldsOf(type);
	const ignored = found.filter((name) => !isField(name, known.size === 0 ? undefined : known));
	const list = (names: string[]) => joinNames(names.map(quoteValue), MOST_COLUMNS);
	return ` ${noun} found: ${list(found)}.${ignored.length === 0 || mode === 'json' ? '' : ` Ignored: ${list(ignored)}.`}`;
}

interface Place {
	/** Of the parameter, or the name of the column. */
	path: string[];
	/** From there to what is wrong. */
	way: readonly string[];
}

const wayTo = ({ field, below = [] }: Problem): string[] => [field, ...below];

const inExtraFields = (problem: Problem): Place => ({
	path: ['options', 'extraFields'],
	way: wayTo(problem),
});

/** By the label of a field, by the event's own field name, or by the user's own column. */
const PLACES: Readonly<Record<InputMode, (problem: Problem, given: JsonRecord) => Place>> = {
	fields: (problem) => parameterOf(wayTo(problem)),
	json: (problem) => ({ path: ['eventJson'], way: wayTo(problem) }),
	mapFromItem: ({ field, below = [] }, given) => ({
		path: [`Column ${columnName(field, given)}`],
		way: below,
	}),
};

const fieldName = (field: string) => field;
const columnName = (field: string, given: JsonRecord) =>
	JSON.stringify(columnOf(field, Object.keys(given)) ?? field);

/** A field as the messages of a mode name it. */
const NAMES: Readonly<Record<InputMode, (field: string, given: JsonRecord) => string>> = {
	fields: (field) =>
		displayNameOf(
			parameterOf([field]).path,
			eventFields.map(({ property }) => property),
		),
	json: fieldName,
	mapFromItem: columnName,
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
