import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refuseReversed } from '../../core/form/instant';
import { perItemOptions } from '../../core/run/settings';
import { recordsWithPlaces } from '../../core/geo/geoJson';
import { formatInput, formatList } from '../../core/form/outputFormat';
import { simpleHeatmapPoint } from '../api/schemas';
import { outputFormatWithPlaces } from '../output/format';
import { simplifyHeatmapPoint } from '../output/simplify';
import { setyOperation } from '../operation';
import {
	latitude,
	longitude,
	optionalPlaceInput,
	radiusInput,
	radiusKm,
	wholePlace,
} from '../place';
import { fromDate, timeSpanInput, toDate } from '../timeSpan';

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	description: 'Only part of the map or of the time. The filters are assumed.',
	options: [fromDate, latitude, longitude, radiusKm, toDate],
};

const filtersInput = z
	.object({ ...optionalPlaceInput, radiusKm: radiusInput, ...timeSpanInput })
	.superRefine((form, context) => {
		wholePlace(context, form);
		refuseReversed(context, form.fromDate, form.toDate, ['toDate']);
	})
	.default({});

/** GET /heatmap: path, filters and answer are assumed. Simplified gives one item for each point. */
export const getHeatmap = setyOperation({
	resource: 'threatIntelligence',
	operation: 'getHeatmap',
	name: 'Get Heatmap',
	action: 'Get heatmap',
	description: 'Get weighted points that show where incidents happen',
	properties: [filters, outputFormatWithPlaces, perItemOptions],
	notEmptyWhenMapped: ['filters'],
	input: z.object({ filters: filtersInput, output: formatInput }),
	output: simpleHeatmapPoint,
	async run({ filters: filter, output }, { client }) {
		const heatmap = await client.getHeatmap({
			lat: filter.latitude,
			lng: filter.longitude,
			radius_km: filter.radiusKm,
			from_date: filter.fromDate,
			to_date: filter.toDate,
		});
		if (output === 'raw') return heatmap;
		return formatList(recordsWithPlaces(heatmap, 'points'), output, simplifyHeatmapPoint);
	},
});
