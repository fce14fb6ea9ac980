import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { ExpressionParser } from 'n8n-workflow';

import { isJsonRecord } from '../json';
import type { Path } from './jsonPath';
import { pathOf, readPath } from './jsonPath';

/** The part of n8n's context that evaluates mapped fields. */
export type MappingContext = Pick<
	IExecuteFunctions,
	'evaluateExpression' | 'getInputData' | 'getNode'
>;

/** A field with a text that holds expressions: `{{ $json.name }}`, `trip-{{ $json.id }}`. */
interface MappedField {
	name: string;
	pieces: readonly Piece[];
	/** Whether the text is one expression: its value keeps its type. Otherwise the pieces are joined to a text. */
	isWhole: boolean;
}

type Piece = { text: string } | { code: string; path: Path | undefined };

/** Items in a row for which n8n may fail to evaluate the list, before each field is evaluated by itself. */
const MAX_FAILED_LISTS = 5;

/**
 * Reads the mapped fields of an item with one evaluation at most, because an evaluation takes longer than all else that the
 * node does for an item. Paths into the item's JSON are read directly, all other expressions are evaluated as one list.
 *
 * Leaves out each field of which it is not sure: one that is not text, number, boolean, null or undefined, and one that n8n
 * could not evaluate in the list. n8n has to read those by themselves, and names the field at fault.
 */
export function mappedFieldReader(
	context: MappingContext,
	properties: readonly INodeProperties[],
): (item: number) => ReadonlyMap<string, unknown> {
	const { parameters } = context.getNode();
	const fields = properties.flatMap((property) => fieldOf(property, parameters[property.name]));
	const pieces = fields.flatMap((field) => field.pieces);
	const codes = pieces.flatMap((piece) =>
		'code' in piece && piece.path === undefined ? [piece.code] : [],
	);
	const evaluateList = listEvaluator(context, [...new Set(codes)]);
	const inputs = context.getInputData();
	return (item) => {
		const json = inputs[item]?.json;
		const evaluated = evaluateList(item);
		const valueOf = (piece: Piece): unknown => {
			if ('text' in piece) return piece.text;
			if (piece.path === undefined)
				return evaluated.has(piece.code) ? evaluated.get(piece.code) : UNSURE;
			const read = readPath(json, piece.path);
			return read === undefined ? UNSURE : read.value;
		};
		const values = new Map<string, unknown>();
		for (const { name, pieces, isWhole } of fields) {
			const found = pieces.map(valueOf);
			if (!found.every(isScalar)) continue;
			values.set(name, isWhole ? found[0] : found.map(joined).join(''));
		}
		return values;
	};
}

/** Stands for a value that only n8n knows. */
const UNSURE = Symbol('unsure');

type Scalar = string | number | boolean | null | undefined;

function isScalar(value: unknown): value is Scalar {
	return value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value);
}

/** A value as a part of a text, as n8n joins it (@n8n/tournament, buildFunctionBody). */
const joined = (value: Scalar): string =>
	value === 0 || value === false || Boolean(value) ? String(value) : '';

function fieldOf(property: INodeProperties, written: unknown): MappedField[] {
	const text = textOf(property, written);
	if (!text?.startsWith('=') || property.validateType !== undefined) return [];
	const chunks = ExpressionParser.splitExpression(text.slice(1));
	const isClear = chunks.every((chunk) =>
		chunk.type === 'text'
			? !chunk.text.includes('\\')
			: chunk.hasClosingBrackets && !/\{\{|\}\}/.test(chunk.text),
	);
	if (!isClear) return [];
	const pieces = chunks.map(
		(chunk): Piece =>
			chunk.type === 'text' ? { text: chunk.text } : { code: chunk.text, path: pathOf(chunk.text) },
	);
	const [before, whole, ...others] = pieces;
	const isWhole =
		others.length === 0 &&
		whole !== undefined &&
		before !== undefined &&
		'text' in before &&
		before.text === '';
	return [{ name: property.name, pieces: isWhole ? [whole] : pieces, isWhole }];
}

/** The text of a field. n8n takes the value of a locator as it is, unless its mode extracts a part. */
function textOf({ type, modes = [] }: INodeProperties, written: unknown): string | undefined {
	if (typeof written === 'string') return type === 'resourceLocator' ? undefined : written;
	if (type !== 'resourceLocator' || !isJsonRecord(written)) return undefined;
	const mode = modes.find(({ name }) => name === written.mode);
	if (mode === undefined || mode.extractValue !== undefined) return undefined;
	return typeof written.value === 'string' ? written.value : undefined;
}

/**
 * Evaluates expressions as one list, by their code. An expression that is no scalar, or that gives another value by itself
 * for the first item, is left out from then on.
 */
function listEvaluator(
	context: MappingContext,
	codes: readonly string[],
): (item: number) => ReadonlyMap<string, unknown> {
	let listed = codes;
	let isProven = false;
	let failures = 0;
	const evaluate = (expression: string, item: number): unknown => {
		try {
			return context.evaluateExpression(expression, item);
		} catch {
			return UNSURE;
		}
	};
	return (item) => {
		// One expression alone gains nothing.
		if (listed.length < 2 || failures >= MAX_FAILED_LISTS) return new Map();
		// The line break ends a comment.
		const values = evaluate(`{{ [${listed.map((code) => `(${code}\n)`).join(', ')}] }}`, item);
		if (!Array.isArray(values) || values.length !== listed.length) {
			failures++;
			return new Map();
		}
		failures = 0;
		const evaluated = new Map<string, unknown>(listed.map((code, at) => [code, values[at]]));
		if (!isProven) {
			listed = listed.filter((code) => {
				const value = evaluated.get(code);
				return isScalar(value) && Object.is(value, evaluate(`{{${code}}}`, item));
			});
			isProven = true;
		}
		return new Map(listed.map((code) => [code, evaluated.get(code)]));
	};
}
