import type { Clock } from './incidentFigures';
import type { ExposureUnit } from './safetyEventFigures';

/** How far drivers and vehicles drove, or how long; none of it is negative. */
export interface Exposure {
	unit: ExposureUnit;
	/** Units of the whole fleet in the period; undefined where unknown. */
	total: number | undefined;
	/** The same per period of the comparison. */
	totalBefore: number | undefined;
	/** By the driver's ID or name in lower case. */
	byDriver: ReadonlyMap<string, number>;
	byDriverBefore: ReadonlyMap<string, number>;
	/** A driver with less has no rate. */
	least: number;
}

/** What the user chose beside the period. */
export interface FigureSettings {
	/** The clock of the response target. */
	responseClock: Clock;
	/** Minutes, by clock; a clock that is missing has no target. */
	targets: Partial<Record<Clock, number>>;
	/** Metres within which records count as one place. */
	placeRadius: number;
	exposure: Exposure;
	/** Events per 1,000 units of exposure, or events without one, above which a driver is to be coached. */
	coachAbove: number | undefined;
}
