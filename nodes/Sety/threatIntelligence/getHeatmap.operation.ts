import { z } from 'zod';

import { collection } from '../../core/form/field';
import { refuseReversed } from '../../core/form/instant';
import { formatList } from '../../core/form/output';
import { featureOf, recordsWithPlaces } from '../../core/geo/geoJson';
import { isJsonRecord } from '../../core/json';
import { simpleForm } from '../../core/record';
import { perItemOptions } from '../../core/run/settings';
import type { Answer } from '../../core/service';
import type { SetyRecord } from '../answers';
import { isEmptyRecord, recordIn, refuseFailure } from '../answers';
import {
	optionalLatitude,
	optionalLongitude,
	outputFormatWithPlaces,
	placeOf,
	radiusKm,
	wholePlace,
} from '../place';
import { setyOperation } from '../service';
import { fromDate, toDate } from '../timeSpan';

const filters = collection(
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		description: 'Only points within an area or a time span',
	},
	[fromDate, optionalLatitude, optionalLongitude, radiusKm, toDate],
	{
		neverMappedEmpty: true,
		rules(form, context) {
			wholePlace(context, form);
			refuseReversed(context, form.fromDate, form.toDate, ['toDate']);
		},
	},
);

const simplePoint = simpleForm({
	latitude: [z.number(), (point) => placeOf(featureOf(point).geometry).latitude],
	longitude: [z.number(), (point) => placeOf(featureOf(point).geometry).longitude],
	weight: [z.number(), (point) => featureOf(point).properties.weight],
});

/** GET /heatmap: path, filters and answer are assumed. Simplified gives one item for each point. */
export const getHeatmap = setyOperation({
	resource: 'threatIntelligence',
	operation: 'getHeatmap',
	name: 'Get Heatmap',
	action: 'Get heatmap',
	description: 'Get weighted points that show where incidents happen',
	asTool: 'Made for maps. Not for answers in words: get danger zones or a safety score instead.',
	fields: [filters, outputFormatWithPlaces, perItemOptions],
	call: {
		title: 'Heatmap data',
		method: 'GET',
		path: '/heatmap',
		evidence: 'assumed',
		effect: 'read',
		fields: ['lat', 'lng', 'radius_km', 'from_date', 'to_date'],
		fieldEvidence: 'assumed',
	},
	read(answer, { output }) {
		const heatmap = readHeatmap(answer);
		if (output === 'raw') return heatmap;
		return formatList(recordsWithPlaces(heatmap, 'points'), output, simplePoint.simplify);
	},
	output: simplePoint.output,
});

/** A heatmap may come as a bare array of points. Throws ApiFailure. */
function readHeatmap(answer: Answer): SetyRecord {
	const { body, lacks } = answer;
	refuseFailure(answer);
	if (Array.isArray(body)) return { points: body };
	const envelope = { name: 'heatmap', what: 'points', knownBy: [] };
	if (!isJsonRecord(body) || isEmptyRecord(recordIn(body, envelope) ?? {})) {
		throw lacks(envelope.what);
	}
	return body;
}
