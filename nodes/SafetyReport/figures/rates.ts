import { known, unknown } from './numbers';
import type { ExposureUnit } from './safetyEventFigures';
import type { Rate } from './values';

/** Records per 1,000 units of exposure. */
export function rateOf(
	count: number,
	exposure: number | undefined,
	unit: ExposureUnit,
	least = 0,
): Rate {
	if (unit === 'none') {
		return { per1000: unknown('No exposure is set: choose one in Exposure'), exposure: null };
	}
	if (exposure === undefined || exposure <= 0) {
		return { per1000: unknown(`The ${unit} are not known`), exposure: null };
	}
	const isEnough = exposure >= least;
	return {
		per1000: isEnough
			? known((1_000 * count) / exposure)
			: unknown(`Fewer than ${least} ${unit}, too few for a rate`),
		exposure,
	};
}
