import { z } from 'zod';

import { collection, field } from '../../core/form/field';
import { number, optional } from '../../core/form/schemas';
import { simpleForm } from '../../core/record';
import { perItemOptions } from '../../core/run/settings';
import { readRecord } from '../answers';
import {
	formatAnswer,
	latitude,
	longitude,
	outputFormatWithPlaces,
	placeOf,
	radiusKm,
	refuseBadPlace,
} from '../place';
import { setyOperation } from '../service';

const LONGEST_SPAN_DAYS = 3_650;

const additionalFields = collection(
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
	},
	[
		field(
			{
				displayName: 'Days',
				name: 'days',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: LONGEST_SPAN_DAYS },
				default: 30,
				description: 'How many days to look back',
			},
			optional(number({ min: 1, max: LONGEST_SPAN_DAYS, whole: true })),
			{ sendAs: 'days' },
		),
		field(
			{
				...radiusKm.property,
				description: 'Distance around the place, in kilometres',
			},
			radiusKm.schema,
			{ sendAs: 'radius_km' },
		),
	],
);

const simpleAnalytics = simpleForm({
	incident_count: z.number(),
	risk_level: z.string(),
	trend: z.string(),
	by_category: z.record(z.unknown()),
	by_severity: z.record(z.unknown()),
	latitude: [z.number(), (analytics) => placeOf(analytics.location, analytics).latitude],
	longitude: [z.number(), (analytics) => placeOf(analytics.location, analytics).longitude],
});

/** GET /danger-zones/analytics: path and fields are assumed. */
export const getDangerAnalytics = setyOperation({
	resource: 'threatIntelligence',
	operation: 'getDangerAnalytics',
	name: 'Get Danger Analytics',
	action: 'Get danger analytics for location',
	description: 'Get statistics of the incidents around a place, by category and severity',
	asTool: 'Not to list incidents, and not to rate the place: get its safety score instead.',
	fields: [latitude, longitude, additionalFields, outputFormatWithPlaces, perItemOptions],
	rules: (form, context) => refuseBadPlace(context, form),
	call: {
		title: 'Danger analytics for a location',
		method: 'GET',
		path: '/danger-zones/analytics',
		evidence: 'assumed',
		effect: 'read',
		fields: ['lat', 'lng', 'radius_km', 'days'],
		fieldEvidence: 'assumed',
	},
	read: (answer, { output }) =>
		formatAnswer(
			readRecord(answer, {
				name: 'analytics',
				what: 'analytics',
				knownBy: ['incident_count', 'risk_level'],
			}),
			output,
			simpleAnalytics.simplify,
		),
	output: simpleAnalytics.output,
});
