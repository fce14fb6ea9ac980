import { z } from 'zod';

import { decimalOf, number } from './schemas';
import { refuse } from './refusal';

/** Degrees, WGS 84. */
export interface Coordinates {
	latitude: number;
	longitude: number;
}

/** Ranges are checked on the pair, where a swap is visible. */
export const degrees = number();

const PAIR_EXAMPLE = 'Enter latitude, then longitude, as in 6.5244, 3.3792.';

/**
 * Refuses impossible places: degrees out of range (with a hint where the two look swapped), and 0, 0, which a device without
 * a position reports. `paths` names the field of each problem.
 */
export function refuseImpossiblePlace(
	context: z.RefinementCtx,
	{ latitude, longitude }: Coordinates,
	paths: Record<keyof Coordinates, Array<string | number>>,
): void {
	if (Math.abs(latitude) > 90) {
		const swapped = Math.abs(latitude) <= 180 && Math.abs(longitude) <= 90;
		const howToGoOn = swapped
			? 'Latitude and longitude look swapped. Swap them.'
			: 'Use degrees from -90 to 90.';
		refuse(context, `is ${latitude}, outside -90 to 90`, howToGoOn, paths.latitude);
	}
	if (Math.abs(longitude) > 180) {
		const what = `is ${longitude}, outside -180 to 180`;
		refuse(context, what, 'Use degrees from -180 to 180.', paths.longitude);
	}
	if (latitude === 0 && longitude === 0) {
		const what = 'is 0, 0, which a device without a position reports';
		refuse(context, what, 'Map the real position.', paths.latitude);
	}
}

/** "6.5244, 3.3792": latitude first, as people write it. Also an object with `latitude` and `longitude`. */
export const coordinatePair = z.unknown().transform((value, context): Coordinates => {
	const isObject = typeof value === 'object' && value !== null;
	const parts =
		isObject && 'latitude' in value && 'longitude' in value
			? [value.latitude, value.longitude]
			: isObject
				? []
				: typeof value === 'string'
					? value.split(',')
					: [];
	const [latitude, longitude] = parts.map(decimalOf);
	const isPair = parts.length === 2 && Number.isFinite(latitude) && Number.isFinite(longitude);
	if (!isPair || latitude === undefined || longitude === undefined) {
		refuse(context, 'is not a pair of coordinates', PAIR_EXAMPLE);
		return z.NEVER;
	}
	refuseImpossiblePlace(context, { latitude, longitude }, { latitude: [], longitude: [] });
	return { latitude, longitude };
});
