import type { JsonRecord } from '../../core/json';

/** Whose score it is: the id of a driver, vehicle or tag. Undefined for a group of tags, which has none. */
export function idOfScored(score: JsonRecord): unknown {
	return score.driverId ?? score.vehicleId ?? score.tagId;
}
