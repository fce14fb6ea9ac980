import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { number, optional } from '../../core/form/fields';
import { perItemOptions } from '../../core/run/settings';
import { formatInput } from '../../core/form/outputFormat';
import { simpleDangerAnalytics } from '../api/schemas';
import { formatAnswer, outputFormatWithPlaces } from '../output/format';
import { simplifyDangerAnalytics } from '../output/simplify';
import { setyOperation } from '../operation';
import {
	placeInput,
	radiusInput,
	radiusKm,
	refuseBadPlace,
	requiredLatitude,
	requiredLongitude,
} from '../place';

const LONGEST_SPAN_DAYS = 3_650;

const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: [
		{
			displayName: 'Days',
			name: 'days',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: LONGEST_SPAN_DAYS },
			default: 30,
			description: 'How many days to look back. The field is assumed.',
		},
		{ ...radiusKm, description: 'Kilometres around the place. The field is assumed.' },
	],
};

/** GET /danger-zones/analytics: path and fields are assumed. */
export const getDangerAnalytics = setyOperation({
	resource: 'threatIntelligence',
	operation: 'getDangerAnalytics',
	name: 'Get Danger Analytics',
	action: 'Get danger analytics for location',
	description: 'See what happened around a place, by kind, severity and hour',
	properties: [
		requiredLatitude,
		requiredLongitude,
		additionalFields,
		outputFormatWithPlaces,
		perItemOptions,
	],
	input: z
		.object({
			...placeInput,
			additionalFields: z
				.object({
					radiusKm: radiusInput,
					days: optional(number({ min: 1, max: LONGEST_SPAN_DAYS, whole: true })),
				})
				.default({}),
			output: formatInput,
		})
		.superRefine((form, context) => refuseBadPlace(context, form)),
	output: simpleDangerAnalytics,
	async run({ latitude, longitude, additionalFields: more, output }, { client }) {
		const analytics = await client.getDangerAnalytics({
			lat: latitude,
			lng: longitude,
			radius_km: more.radiusKm,
			days: more.days,
		});
		return formatAnswer(analytics, output, simplifyDangerAnalytics);
	},
});
