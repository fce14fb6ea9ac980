import { ExpressionParser } from 'n8n-workflow';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { instantOf } from '../form/instant';
import type { EmptyPart } from '../form/textChecks';
import { IncompleteId } from '../form/textChecks';
import { cleanText } from '../form/unicode';
import { isJsonRecord } from '../json';
import type { Path } from './jsonPath';
import { pathOf, readPath } from './jsonPath';

type Described = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/** Resolves one `{{ … }}` of an expression for one item. */
export type Evaluate = (part: ExpressionPart) => unknown;

/** One `{{ … }}` of an expression. */
export interface ExpressionPart {
	/** With its braces. */
	written: string;
	/** The path into the item's json, where the part is only that: reading it needs no evaluation. */
	path: Path | undefined;
}

/** A text of the node that holds an ID and is part literal, part expression. */
interface MixedText {
	/** From the parameters to the text, including indexes of lists. */
	at: Path;
	parts: readonly GuardedPart[];
}

interface GuardedPart extends ExpressionPart {
	/** Where the text is JSON, the path in it to the ID. */
	pathInJson: Path;
	/** Whether the part is one of several values in a list, so it may itself be a list. */
	mayBeList: boolean;
}

/**
 * Finds the IDs of which an expression filled only a part, and replaces them by an IncompleteId: `trip-{{ $json.tripId }}`
 * without a tripId is `trip-`, the same for every item. The texts to look at, mostly none, are found once for all items.
 *
 * @param ids the fields, as in OperationTexts; fields of the type JSON are searched for IDs by their names
 */
export function incompleteIdMarker(
	parameters: Readonly<Record<string, unknown>>,
	properties: readonly INodeProperties[],
	ids: readonly string[],
): ((values: Record<string, unknown>, evaluate: Evaluate) => Record<string, unknown>) | undefined {
	const mixed = [
		...ids.flatMap((name) => mixedTexts(parameters, name.split('.'), [])),
		...jsonPaths(properties, []).flatMap((path) => mixedJson(parameters, path)),
	];
	if (mixed.length === 0) return undefined;
	return (values, evaluate) =>
		mixed.reduce((marked, { at, parts }) => {
			for (const part of parts) {
				const gave = whyEmpty(evaluate(part), part.mayBeList);
				if (gave === undefined) continue;
				return replaced(marked, at, new IncompleteId(part.written, gave, part.pathInJson));
			}
			return marked;
		}, values);
}

/** Why the value of a part cannot be part of an ID. A time can: it becomes ISO 8601 text. */
function whyEmpty(value: unknown, mayBeList: boolean): EmptyPart | undefined {
	switch (typeof value) {
		case 'string':
			return isEmptyWord(cleanText(value)) ? 'nothing' : undefined;
		case 'number':
			return Number.isFinite(value) ? undefined : 'no number';
		case 'bigint':
			return undefined;
		case 'boolean':
			return 'a boolean';
		case 'object':
			if (value === null) return 'nothing';
			if (Array.isArray(value)) {
				if (!mayBeList) return 'a list';
				if (value.length === 0) return 'nothing';
				return (value as unknown[])
					.map((entry) => whyEmpty(entry, false))
					.find((why) => why !== undefined);
			}
			return instantOf(value) === undefined ? 'an object' : undefined;
		default:
			return 'nothing';
	}
}

const isEmptyWord = (text: string) => /^(?:undefined|UNDEFINED|null|NULL|NaN)?$/.test(text);

/** The texts at a path in the parameters; `*` matches every entry of a list. */
function mixedTexts(value: unknown, [step, ...rest]: Path, at: Path): MixedText[] {
	if (step === '*') {
		const entries: unknown[] = Array.isArray(value) ? value : [];
		return entries.flatMap((entry, index) => mixedTexts(entry, rest, [...at, String(index)]));
	}
	if (step !== undefined) {
		return isJsonRecord(value) && Object.hasOwn(value, step)
			? mixedTexts(value[step], rest, [...at, step])
			: [];
	}
	// A resource locator holds its text one level deeper; n8n resolves it to the text alone.
	const written = isJsonRecord(value) && value.__rl === true ? value.value : value;
	const chunks = chunksOf(written);
	if (chunks === undefined) return [];
	const parts = chunks.flatMap((chunk, place) =>
		chunk.type === 'text'
			? []
			: [{ ...partOf(chunk), pathInJson: [], mayBeList: isBetweenCommas(chunks, place) }],
	);
	return [{ at, parts }];
}

function isBetweenCommas(chunks: readonly ExpressionParser.ExpressionChunk[], place: number) {
	const before = chunks[place - 1];
	const after = chunks[place + 1];
	return (
		(before === undefined || before.type === 'code' || /(?:^|[,;\n])\s*$/.test(before.text)) &&
		(after === undefined || after.type === 'code' || /^\s*(?:$|[,;\n])/.test(after.text))
	);
}

/** The pieces of a text that is part literal; undefined for other texts, including a single expression. */
function chunksOf(written: unknown): ExpressionParser.ExpressionChunk[] | undefined {
	if (typeof written !== 'string' || !written.startsWith('=')) return undefined;
	const chunks = ExpressionParser.splitExpression(written.slice(1));
	const codes = chunks.filter(({ type }) => type === 'code').length;
	const isLiteral = chunks.some(({ type, text }) => type === 'text' && cleanText(text) !== '');
	return codes > 1 || (codes === 1 && isLiteral) ? chunks : undefined;
}

function partOf(chunk: ExpressionParser.ExpressionChunk): ExpressionPart {
	return { written: ExpressionParser.joinExpression([chunk]), path: pathOf(chunk.text) };
}

/** Evaluates a part for an item. A plain path into its json is read directly: evaluating takes most of the time. */
export function partEvaluator(
	json: unknown,
	evaluateExpression: (expression: string) => unknown,
): Evaluate {
	return ({ written, path }) => {
		const read = path === undefined ? undefined : readPath(json, path);
		return read === undefined ? evaluateExpression(written) : read.value;
	};
}

/** The paths to the properties of the type JSON. */
function jsonPaths(properties: readonly Described[], path: Path): string[][] {
	return properties.flatMap((property) => {
		const here = [...path, property.name];
		if ('type' in property && property.type === 'json') return [here];
		if ('type' in property && property.type === 'collection') {
			return jsonPaths(property.options ?? [], here);
		}
		return [];
	});
}

/** Names of fields that hold an ID or a key in JSON, and the name of an event. */
const ID_NAME =
	/(?:^|[_\W])(?:ids?|keys?|uuid|guid|reference|ref|namespace)$|[a-z](?:Ids?|IDs?|Keys?|Uuid|UUID|Reference|Ref)$|^event_name$/i;

function mixedJson(parameters: unknown, path: Path): MixedText[] {
	const written = path.reduce<unknown>(
		(inner, step) => (isJsonRecord(inner) ? inner[step] : undefined),
		parameters,
	);
	const chunks = chunksOf(written);
	if (chunks === undefined) return [];
	const inIds = idPartsOf(chunks);
	const parts = chunks
		.map((chunk, place) => ({ chunk, pathInJson: inIds.get(place) }))
		.flatMap(({ chunk, pathInJson }) =>
			chunk.type === 'text' || pathInJson === undefined
				? []
				: [{ ...partOf(chunk), pathInJson, mayBeList: false }],
		);
	return parts.length === 0 ? [] : [{ at: path, parts }];
}

/** Replaces a part while the JSON around it is parsed. Made of noncharacters of Unicode, which no text has. */
const placeholder = (place: number): string => `\ufdd0${place}\ufdd1`;
const PLACEHOLDER = /\ufdd0(\d+)\ufdd1/g;

/** The parts inside JSON texts that are IDs by their names, each with the path to the text. */
function idPartsOf(chunks: readonly ExpressionParser.ExpressionChunk[]): ReadonlyMap<number, Path> {
	let isInText = false;
	const skeleton = chunks.map((chunk, place) => {
		if (chunk.type === 'code') return isInText ? placeholder(place) : 'null';
		// Each quotation mark that is not escaped begins or ends a text.
		const marks = chunk.text.match(/(?<!\\)(?:\\\\)*"/g)?.length ?? 0;
		if (marks % 2 === 1) isInText = !isInText;
		return chunk.text;
	});
	const found = new Map<number, Path>();
	try {
		collectIds(JSON.parse(skeleton.join('')), [], found);
	} catch {
		// The parts hold more than values. The whole is checked when it is read.
	}
	return found;
}

function collectIds(value: unknown, path: Path, found: Map<number, Path>): void {
	if (typeof value === 'object' && value !== null) {
		const isList = Array.isArray(value);
		for (const [name, inner] of Object.entries(value)) {
			collectIds(inner, isList ? path : [...path, name], found);
		}
	} else if (typeof value === 'string' && isIdAt(path)) {
		for (const [, place] of value.matchAll(PLACEHOLDER)) found.set(Number(place), path);
	}
}

function isIdAt(path: Path): boolean {
	const name = path.at(-1) ?? '';
	return ID_NAME.test(name) || (name === 'value' && path.includes('resources_used'));
}

/** A copy with another value at a path that exists. */
function replaced(
	value: Record<string, unknown>,
	[step = '', ...rest]: Path,
	put: unknown,
): Record<string, unknown> {
	if (!Object.hasOwn(value, step)) return value;
	const inner = value[step];
	if (rest.length === 0) return { ...value, [step]: put };
	if (Array.isArray(inner)) {
		const [index = '', ...below] = rest;
		const entries: unknown[] = inner.map((entry: unknown, place) => {
			if (String(place) !== index) return entry;
			if (below.length === 0) return put;
			return isJsonRecord(entry) ? replaced(entry, below, put) : entry;
		});
		return { ...value, [step]: entries };
	}
	return isJsonRecord(inner) ? { ...value, [step]: replaced(inner, rest, put) } : value;
}
