import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { degrees, refuseImpossiblePlace } from '../core/form/coordinates';
import { number, optional } from '../core/form/fields';
import { refuse } from '../core/form/refuse';

/** Text fields, because an empty number field would silently mean 0. */
export const latitude: INodeProperties = {
	displayName: 'Latitude',
	name: 'latitude',
	type: 'string',
	default: '',
	placeholder: 'e.g. 6.5244',
	description: 'Degrees from -90 to 90, north is positive',
};

export const longitude: INodeProperties = {
	displayName: 'Longitude',
	name: 'longitude',
	type: 'string',
	default: '',
	placeholder: 'e.g. 3.3792',
	description: 'Degrees from -180 to 180, east is positive',
};

export const requiredLatitude: INodeProperties = { ...latitude, required: true };
export const requiredLongitude: INodeProperties = { ...longitude, required: true };

export const radiusKm: INodeProperties = {
	displayName: 'Radius',
	name: 'radiusKm',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 5,
	description: 'Kilometres around the place',
};

/** Kilometres: half the circumference of the earth. */
const LARGEST_RADIUS = 20_038;

export const placeInput = { latitude: degrees, longitude: degrees };

export const radiusInput = optional(number({ min: 0, max: LARGEST_RADIUS }));

/** For a pair of degrees among the fields of a form. `at` is the path of the collection they stand in. */
export function refuseBadPlace(
	context: z.RefinementCtx,
	place: { latitude: number; longitude: number },
	at: string[] = [],
): void {
	refuseImpossiblePlace(context, place, {
		latitude: [...at, 'latitude'],
		longitude: [...at, 'longitude'],
	});
}

/** A place that may be left out, but not by half. */
export const optionalPlaceInput = {
	latitude: optional(degrees),
	longitude: optional(degrees),
};

/**
 * Refuses half a place and an impossible one; gives back the place, or undefined when there is none.
 */
export function wholePlace(
	context: z.RefinementCtx,
	place: { latitude?: number | undefined; longitude?: number | undefined },
	at: string[] = [],
): { latitude: number; longitude: number } | undefined {
	const { latitude: north, longitude: east } = place;
	if (north !== undefined && east !== undefined) {
		const whole = { latitude: north, longitude: east };
		refuseBadPlace(context, whole, at);
		return whole;
	}
	const missing = north === undefined ? 'latitude' : 'longitude';
	if (north !== undefined || east !== undefined) {
		refuse(context, 'is empty', 'Give both latitude and longitude, or neither.', [...at, missing]);
	}
	return undefined;
}
