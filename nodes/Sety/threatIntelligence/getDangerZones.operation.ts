import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { limit, limitOf, listInput, returnAll } from '../../core/form/limit';
import { perItemOptions } from '../../core/run/settings';
import { formatInput, listFormat } from '../../core/form/outputFormat';
import { simpleDangerZone } from '../api/schemas';
import { outputFormatWithPlaces } from '../output/format';
import { simplifyDangerZone } from '../output/simplify';
import { setyOperation } from '../operation';
import {
	latitude,
	longitude,
	optionalPlaceInput,
	radiusInput,
	radiusKm,
	wholePlace,
} from '../place';

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	description: 'Only zones near a place. The filters are assumed.',
	options: [latitude, longitude, radiusKm],
};

const filtersInput = z
	.object({ ...optionalPlaceInput, radiusKm: radiusInput })
	.superRefine((area, context) => void wholePlace(context, area))
	.default({});

/** GET /danger-zones: path and filters are assumed. */
export const getDangerZones = setyOperation({
	resource: 'threatIntelligence',
	operation: 'getDangerZones',
	name: 'Get Danger Zones',
	action: 'Get danger zones',
	description: 'List the areas where incidents cluster',
	properties: [returnAll, limit, filters, outputFormatWithPlaces, perItemOptions],
	notEmptyWhenMapped: ['filters'],
	input: z.object({ ...listInput, filters: filtersInput, output: formatInput }),
	output: simpleDangerZone,
	async run({ filters: area, output, ...list }, { client, hint }) {
		const { keep, whole } = listFormat(output, simplifyDangerZone);
		const zones = await client.listDangerZones(
			{ lat: area.latitude, lng: area.longitude, radius_km: area.radiusKm },
			{ limit: limitOf(list), hint, keep },
		);
		return whole(zones);
	},
});
