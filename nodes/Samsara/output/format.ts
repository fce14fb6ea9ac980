import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refuse } from '../../shared/input/refuse';
import { featureCollection } from '../../shared/places/geoJson';
import type { SafetyEvent, SamsaraRecord } from '../api/client';
import { simplifyEvent } from './simplify';

const simplified = {
	name: 'Simplified',
	value: 'simplified',
	description: 'The most useful fields, flattened',
};
const raw = { name: 'Raw', value: 'raw', description: "Everything, in Samsara's own form" };
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

/** For safety events, which have a place. */
export const outputFormatWithPlaces: INodeProperties = {
	...outputFormat,
	options: [simplified, raw, geoJson],
};

const FORMATS = ['simplified', 'raw', 'geoJson'] as const;
export type Format = (typeof FORMATS)[number];

export const formatInput = z.unknown().transform((value, context): Format => {
	const format = FORMATS.find((known) => known === (value ?? 'simplified'));
	if (format !== undefined) return format;
	refuse(
		context,
		`is "${String(value)}", which is not known`,
		`Use one of: ${FORMATS.join(', ')}.`,
	);
	return z.NEVER;
});

/** Safety events in the chosen form. GeoJSON is one record, the collection. */
export function formatEvents(events: readonly SafetyEvent[], format: Format): SamsaraRecord[] {
	if (format === 'geoJson') return [{ ...featureCollection(events) }];
	return format === 'raw' ? [...events] : events.map(simplifyEvent);
}
