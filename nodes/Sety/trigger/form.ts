import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { choicesOf, oneOf, someOf } from '../../core/form/oneOf';
import { refuse } from '../../core/form/refusal';
import { optional } from '../../core/form/schemas';
import { eventOutput, triggerOptions } from '../../core/polling/triggerForm';
import { simpleIncident } from '../incident/incident';
import {
	latitudeProperty,
	longitudeProperty,
	optionalLatitude,
	optionalLongitude,
	radiusKm as radius,
	wholePlace,
} from '../place';
import { simpleDangerZone } from '../threatIntelligence/dangerZone';
import { categoryFilter, severityFilter, statusFilter } from '../incident/fields';
import type { Area } from './area';

/** What the trigger can be set to. Workflows store the values. */
export const EVENTS = [
	'dangerZoneChanged',
	'dangerZoneCreated',
	'dangerZoneRemoved',
	'incidentCreated',
	'incidentStatusChanged',
] as const;

export type SetyEvent = (typeof EVENTS)[number];

const STATUSES = 'created, dispatching, assigned, responding, on_scene, resolved, cancelled';

/** The same choices as for the action, several at once. */
function several(
	property: INodeProperties,
	name: string,
	displayName: string,
	description: string,
) {
	return {
		...property,
		name,
		displayName,
		description,
		type: 'multiOptions' as const,
		default: [],
	};
}

const triggerOn: INodeProperties = {
	displayName: 'Trigger On',
	name: 'triggerOn',
	type: 'multiOptions',
	required: true,
	default: ['incidentCreated'],
	description:
		'The events that start the workflow: incidentCreated, incidentStatusChanged, dangerZoneCreated, dangerZoneChanged, dangerZoneRemoved',
	options: [
		{
			name: 'Danger Zone Changed',
			value: 'dangerZoneChanged',
			description: 'Any field of a known danger zone changed',
		},
		{
			name: 'Danger Zone Created',
			value: 'dangerZoneCreated',
			description: 'A danger zone appeared, or moved into the area',
		},
		{
			name: 'Danger Zone Removed',
			value: 'dangerZoneRemoved',
			description: 'A danger zone disappeared, or moved out of the area',
		},
		{
			name: 'Incident Created',
			value: 'incidentCreated',
			description: 'An incident is new at Sety',
		},
		{
			name: 'Incident Status Changed',
			value: 'incidentStatusChanged',
			description:
				'Several changes between two polls are one event, from the first status to the last',
		},
	],
};

/** Drills are included by default: a real emergency that is marked as a drill by mistake is not lost. */
const drills: INodeProperties = {
	displayName: 'Drills',
	name: 'drills',
	type: 'options',
	options: [
		{ name: 'Include', value: 'include', description: 'Emit drills and real incidents' },
		{
			name: 'Exclude',
			value: 'exclude',
			description: 'Emit no incident that Sety marks as a drill',
		},
		{ name: 'Only', value: 'only', description: 'Emit drills only' },
	],
	default: 'include',
	description:
		'What to do with incidents that Sety marks as a drill (is_drill): include, exclude or only',
};

export const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		{
			...latitudeProperty,
			displayName: 'Area Latitude',
			description: 'Centre of the area to watch, in degrees from -90 to 90',
		},
		{
			...longitudeProperty,
			displayName: 'Area Longitude',
			description: 'Centre of the area to watch, in degrees from -180 to 180',
		},
		{
			displayName: 'Area Radius',
			name: 'radiusKm',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 5,
			description:
				'Distance around the centre, in kilometres. Records without a place are left out.',
		},
		several(
			categoryFilter,
			'category',
			'Category',
			'Only incidents of these categories: sos, medical, vehicle, location_threat',
		),
		drills,
		several(
			statusFilter,
			'fromStatus',
			'From Status',
			`Only changes from one of these statuses: ${STATUSES}`,
		),
		several(
			severityFilter,
			'severity',
			'Severity',
			'Only incidents of these severities: critical, high, medium, low',
		),
		several(
			statusFilter,
			'toStatus',
			'To Status',
			`Only changes to one of these statuses: ${STATUSES}`,
		),
	],
};

const options = triggerOptions({
	defaultLookback: 15,
	lookback:
		'before the newest known incident the trigger reads again, to find incidents that Sety lists late',
	emitExisting: 'emit existing records',
});

export const triggerProperties: INodeProperties[] = [triggerOn, filters, options.field];

const chosenEvents = someOf(EVENTS).transform((chosen, context): Set<SetyEvent> => {
	if (chosen.length === 0) {
		refuse(context, 'is empty', 'Choose at least one event.');
	}
	return new Set(chosen);
});

const chosenFilters = z
	.object({
		latitude: optionalLatitude.schema,
		longitude: optionalLongitude.schema,
		radiusKm: radius.schema,
		category: someOf(choicesOf(categoryFilter)),
		drills: optional(oneOf(['include', 'exclude', 'only'])),
		severity: someOf(choicesOf(severityFilter)),
		fromStatus: someOf(choicesOf(statusFilter)),
		toStatus: someOf(choicesOf(statusFilter)),
	})
	.transform(({ radiusKm, latitude: north, longitude: east, ...rest }, context) => {
		const centre = wholePlace(context, { latitude: north, longitude: east });
		if (centre !== undefined && radiusKm === undefined) {
			refuse(context, 'is empty', 'Enter how many kilometres around the place to watch.', [
				'radiusKm',
			]);
		}
		if (centre === undefined && radiusKm !== undefined) {
			refuse(context, 'is empty', 'Enter the latitude and longitude of the centre.', ['latitude']);
		}
		const area: Area | undefined =
			centre === undefined || radiusKm === undefined ? undefined : { ...centre, radiusKm };
		return { ...rest, area };
	});

export const filtersInput = z.preprocess((value) => value ?? {}, chosenFilters);

/** The input of the form, checked when the workflow is switched on and at every poll. */
export const triggerInput = z.object({
	triggerOn: chosenEvents,
	filters: filtersInput,
	options: options.input,
});

export type TriggerForm = z.output<typeof triggerInput>;

/** One item of the trigger with the default settings: all that one of its events may have. */
export const triggerOutput = z.object({
	event: z.enum(EVENTS),
	incident: simpleIncident.output.optional(),
	previousStatus: z.string().optional().describe('Only with incidentStatusChanged'),
	dangerZone: simpleDangerZone.output.optional().describe('With dangerZoneRemoved, its ID only'),
	...eventOutput,
});
