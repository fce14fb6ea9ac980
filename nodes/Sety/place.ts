import type { z } from 'zod';

import { degrees, refuseImpossiblePlace } from '../core/form/coordinates';
import { field } from '../core/form/field';
import { number, optional } from '../core/form/schemas';
import { outputFormats } from '../core/form/output';
import type { Format } from '../core/form/output';
import { refuse } from '../core/form/refusal';
import { featureCollection, recordsWithPlaces } from '../core/geo/geoJson';
import type { Position } from '../core/geo/position';
import { positionOf } from '../core/geo/position';
import type { Simplify } from '../core/record';
import type { SetyRecord } from './answers';

/** Text fields, because an empty number field would silently mean 0. */
export const latitudeProperty = {
	displayName: 'Latitude',
	name: 'latitude',
	type: 'string',
	default: '',
	placeholder: 'e.g. 6.5244',
	description: 'Degrees from -90 to 90, north is positive',
} as const;

export const longitudeProperty = {
	displayName: 'Longitude',
	name: 'longitude',
	type: 'string',
	default: '',
	placeholder: 'e.g. 3.3792',
	description: 'Degrees from -180 to 180, east is positive',
} as const;

export const latitude = field({ ...latitudeProperty, required: true }, degrees, { sendAs: 'lat' });
export const longitude = field({ ...longitudeProperty, required: true }, degrees, {
	sendAs: 'lng',
});

export const optionalLatitude = field(latitudeProperty, optional(degrees), { sendAs: 'lat' });
export const optionalLongitude = field(longitudeProperty, optional(degrees), { sendAs: 'lng' });

/** Kilometres: half the circumference of the earth. */
const LARGEST_RADIUS = 20_038;

export const radiusKm = field(
	{
		displayName: 'Radius',
		name: 'radiusKm',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 5,
		description: 'Distance around the place, in kilometres',
	},
	optional(number({ min: 0, max: LARGEST_RADIUS })),
	{ sendAs: 'radius_km' },
);

/** Refuses degrees that no place has. `at` is the path of the collection that holds them. */
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

/** Refuses half a place and an impossible one. Returns the place, or undefined if there is none. */
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
		refuse(context, 'is empty', 'Enter both latitude and longitude, or neither.', [...at, missing]);
	}
	return undefined;
}

/** The latitude and longitude of the first of these values that is a place. */
export function placeOf(...candidates: unknown[]): { latitude?: number; longitude?: number } {
	for (const candidate of candidates) {
		const position = positionOf(candidate);
		if (position !== undefined) return { latitude: position[1], longitude: position[0] };
	}
	return {};
}

/** Decimals of a degree in a link: some ten centimetres. */
const MAP_DECIMALS = 6;
/** At which OpenStreetMap shows streets and buildings. */
const MAP_ZOOM = 17;

const shortened = (degree: number) => Number(degree.toFixed(MAP_DECIMALS));

/** The address of a map with a pin at a place. The node only writes it and sends nothing there. */
export function mapUrlOf(position: Position | undefined): string | undefined {
	if (position === undefined) return undefined;
	const lon = shortened(position[0]);
	const lat = shortened(position[1]);
	return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=${MAP_ZOOM}/${lat}/${lon}`;
}

export const { outputFormat, outputFormatWithPlaces } = outputFormats('Sety');

/** An answer with an inner list of places, such as the segments of a route, in the chosen form. */
export function formatAnswer(answer: SetyRecord, format: Format, simplify: Simplify): SetyRecord {
	if (format === 'geoJson') return { ...featureCollection(recordsWithPlaces(answer)) };
	return format === 'raw' ? answer : simplify(answer);
}
