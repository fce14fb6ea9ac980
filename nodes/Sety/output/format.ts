import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refuse } from '../../shared/input/refuse';
import { featureCollection, recordsWithPlaces } from '../../shared/places/geoJson';
import type { SetyRecord } from '../api/answers';
import type { Simplify } from './simplify';

const simplified = {
	name: 'Simplified',
	value: 'simplified',
	description: 'The most useful fields, flattened',
};
const raw = { name: 'Raw', value: 'raw', description: "Everything, in Sety's own form" };
const geoJson = {
	name: 'GeoJSON',
	value: 'geoJson',
	description: 'One FeatureCollection, as maps and GIS tools read it',
};

/** For answers without places. */
export const outputFormat: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [simplified, raw],
	default: 'simplified',
	description: 'How the result is to look',
};

/** For answers with places. */
export const outputFormatWithPlaces: INodeProperties = {
	...outputFormat,
	options: [simplified, raw, geoJson],
};

const FORMATS = ['simplified', 'raw', 'geoJson'] as const;

export const formatInput = z.unknown().transform((value, context) => {
	const format = FORMATS.find((known) => known === (value ?? 'simplified'));
	if (format !== undefined) return format;
	refuse(
		context,
		`is "${String(value)}", which is not known`,
		`Use one of: ${FORMATS.join(', ')}.`,
	);
	return z.NEVER;
});

export type Format = (typeof FORMATS)[number];

/** A list of records in the chosen form. GeoJSON is one record, the collection. */
export function formatList(
	records: readonly SetyRecord[],
	format: Format,
	simplify: Simplify,
): SetyRecord[] {
	if (format === 'geoJson') return [{ ...featureCollection(records) }];
	return format === 'raw' ? [...records] : records.map(simplify);
}

/** An answer with an inner list of places, such as the segments of a route, in the chosen form. */
export function formatAnswer(answer: SetyRecord, format: Format, simplify: Simplify): SetyRecord {
	if (format === 'geoJson') return { ...featureCollection(recordsWithPlaces(answer)) };
	return format === 'raw' ? answer : simplify(answer);
}
