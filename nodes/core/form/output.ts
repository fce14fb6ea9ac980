import { z } from 'zod';

import { featureOf } from '../geo/geoJson';
import type { JsonRecord } from '../json';
import type { Field } from './field';
import { field } from './field';
import { oneOf } from './oneOf';
import { flag, isBlank, number } from './schemas';

export const returnAll = field(
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	flag,
);

const DEFAULT_LIMIT = 50;

export const limit = field(
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
	// The field is hidden, so it has no value, when Return All is on.
	z.unknown().transform((value, context): number | undefined => {
		if (value === undefined) return undefined;
		const parsed = number({ min: 1, whole: true }).safeParse(value);
		if (parsed.success) return parsed.data;
		for (const issue of parsed.error.issues) context.addIssue(issue);
		return z.NEVER;
	}),
);

/** The most records to read; undefined means all. */
export function limitOf(input: { returnAll: boolean; limit?: number | undefined }) {
	return input.returnAll ? undefined : (input.limit ?? DEFAULT_LIMIT);
}

const FORMATS = ['simplified', 'raw', 'geoJson'] as const;

export type Format = (typeof FORMATS)[number];

/** The Output field of a node, for responses without and with places. */
export function outputFormats(service: string): {
	outputFormat: Field<'output', Format>;
	outputFormatWithPlaces: Field<'output', Format>;
} {
	const simplified = {
		name: 'Simplified',
		value: 'simplified',
		description: 'The most useful fields, flattened',
	};
	const raw = { name: 'Raw', value: 'raw', description: `All fields, as ${service} sends them` };
	const geoJson = {
		name: 'GeoJSON',
		value: 'geoJson',
		description: 'One FeatureCollection for maps and GIS tools',
	};
	const property = {
		displayName: 'Output',
		name: 'output' as const,
		type: 'options' as const,
		options: [simplified, raw],
		default: 'simplified',
		description: 'Output format: simplified or raw',
	};
	return {
		outputFormat: field(property, formatInput),
		outputFormatWithPlaces: field(
			{
				...property,
				options: [simplified, raw, geoJson],
				description: 'Output format: simplified, raw or geoJson',
			},
			formatInput,
		),
	};
}

/** Simplified where the field is empty. */
const formatInput = z.preprocess(
	(value) => (isBlank(value) ? 'simplified' : value),
	oneOf(FORMATS),
);

/** A list in the chosen format, record by record, so that a long list keeps only what its output needs. */
export interface ListFormat<Item> {
	/** The part of a record to keep. */
	keep(record: Item): JsonRecord;
	/** The output, from the kept part of each record. GeoJSON output is one record, the collection. */
	whole(kept: JsonRecord[]): JsonRecord[];
}

export function listFormat<Item extends JsonRecord>(
	format: Format,
	simplify: (record: Item) => JsonRecord,
): ListFormat<Item> {
	if (format === 'geoJson') {
		return {
			keep: (record) => ({ ...featureOf(record) }),
			whole: (features) => [{ type: 'FeatureCollection', features }],
		};
	}
	return { keep: format === 'raw' ? (record) => record : simplify, whole: (kept) => kept };
}

/** A complete list in the chosen format. */
export function formatList<Item extends JsonRecord>(
	records: readonly Item[],
	format: Format,
	simplify: (record: Item) => JsonRecord,
): JsonRecord[] {
	const { keep, whole } = listFormat(format, simplify);
	return whole(records.map(keep));
}
