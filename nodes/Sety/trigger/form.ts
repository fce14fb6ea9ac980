import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { choicesOf, someOf } from '../../core/form/oneOf';
import { refuse } from '../../core/form/refusal';
import { triggerOptions } from '../../core/polling/triggerForm';
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

const ABOUT_INCIDENTS = 'Only for events of incidents';

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
	options: [
		{
			name: 'Danger Zone Changed',
			value: 'dangerZoneChanged',
			description: 'Anything about a known danger zone is different',
		},
		{ name: 'Danger Zone Created', value: 'dangerZoneCreated' },
		{ name: 'Danger Zone Removed', value: 'dangerZoneRemoved' },
		{ name: 'Incident Created', value: 'incidentCreated' },
		{
			name: 'Incident Status Changed',
			value: 'incidentStatusChanged',
			description: 'Changes between two polls come as one, from the first to the last',
		},
	],
};

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		{
			...latitudeProperty,
			displayName: 'Area Latitude',
			description: 'Centre of the area to watch',
		},
		{
			...longitudeProperty,
			displayName: 'Area Longitude',
			description: 'Centre of the area to watch',
		},
		{
			displayName: 'Area Radius',
			name: 'radiusKm',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 5,
			description: 'Kilometres around the centre. What has no place is left out.',
		},
		several(categoryFilter, 'category', 'Category', ABOUT_INCIDENTS),
		several(statusFilter, 'fromStatus', 'From Status', 'Only changes away from one of these'),
		several(severityFilter, 'severity', 'Severity', ABOUT_INCIDENTS),
		several(statusFilter, 'toStatus', 'To Status', 'Only changes to one of these'),
	],
};

const options = triggerOptions({
	defaultLookback: 15,
	lookback: 'before the newest known incident are looked at again, for incidents that show up late',
	emitExisting: 'hand over what exists already',
});

export const triggerProperties: INodeProperties[] = [triggerOn, filters, options.field];

const chosenEvents = someOf(EVENTS).transform((chosen, context): Set<SetyEvent> => {
	if (chosen.length === 0) {
		refuse(context, 'is empty', 'Choose at least one event.');
	}
	return new Set(chosen);
});

const filtersInput = z
	.object({
		latitude: optionalLatitude.schema,
		longitude: optionalLongitude.schema,
		radiusKm: radius.schema,
		category: someOf(choicesOf(categoryFilter)),
		severity: someOf(choicesOf(severityFilter)),
		fromStatus: someOf(choicesOf(statusFilter)),
		toStatus: someOf(choicesOf(statusFilter)),
	})
	.transform(({ radiusKm, latitude: north, longitude: east, ...rest }, context) => {
		const centre = wholePlace(context, { latitude: north, longitude: east });
		if (centre !== undefined && radiusKm === undefined) {
			refuse(context, 'is empty', 'Say how many kilometres around the place to watch.', [
				'radiusKm',
			]);
		}
		if (centre === undefined && radiusKm !== undefined) {
			refuse(context, 'is empty', 'Say around which place to watch.', ['latitude']);
		}
		const area: Area | undefined =
			centre === undefined || radiusKm === undefined ? undefined : { ...centre, radiusKm };
		return { ...rest, area };
	});

/** The input of the form, checked when the workflow is switched on and at every poll. */
export const triggerInput = z.object({
	triggerOn: chosenEvents,
	filters: z.preprocess((value) => value ?? {}, filtersInput),
	options: options.input,
});

export type TriggerForm = z.output<typeof triggerInput>;

/** One item of the trigger with the default settings: all that one of its events may have. */
export const triggerOutput = z.object({
	event: z.enum(EVENTS),
	incident: simpleIncident.output.optional(),
	previousStatus: z.string().optional().describe('Only with incidentStatusChanged'),
	dangerZone: simpleDangerZone.output.optional().describe('With dangerZoneRemoved, its ID only'),
});
