import { collection } from '../../core/form/field';
import { limit, limitOf, listFormat, returnAll } from '../../core/form/output';
import { perItemOptions } from '../../core/run/settings';
import { readRecords } from '../lists';
import {
	optionalLatitude,
	optionalLongitude,
	outputFormatWithPlaces,
	radiusKm,
	wholePlace,
} from '../place';
import { setyOperation } from '../service';
import { dangerZones, simpleDangerZone } from './dangerZone';

const filters = collection(
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		description: 'Only zones near a place',
	},
	[optionalLatitude, optionalLongitude, radiusKm],
	{ neverMappedEmpty: true, rules: (area, context) => void wholePlace(context, area) },
);

/** GET /danger-zones: path and filters are assumed. */
export const getDangerZones = setyOperation({
	resource: 'threatIntelligence',
	operation: 'getDangerZones',
	name: 'Get Danger Zones',
	action: 'Get danger zones',
	description: 'List the areas where incidents cluster',
	asTool: 'Not for single incidents, and not to rate a place: get its safety score instead.',
	fields: [returnAll, limit, filters, outputFormatWithPlaces, perItemOptions],
	call: dangerZones.call,
	output: simpleDangerZone.output,
	async run({ filters: area, output, ...list }, { client, hint }) {
		const { keep, whole } = listFormat(output, simpleDangerZone.simplify);
		const zones = await readRecords(
			client,
			dangerZones,
			{ lat: area.latitude, lng: area.longitude, radius_km: area.radiusKm },
			{ limit: limitOf(list), hint, keep },
		);
		return whole(zones);
	},
});
