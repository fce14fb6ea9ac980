import type { JsonRecord } from '../../core/json';
import type { Filters } from '../safetyEvent/filters';
import { NOT_IN_STREAM_FILTER } from '../safetyEvent/labels';
import type { SafetyEvent } from '../safetyEvent/safetyEvent';
import { behaviorLabelsOf } from '../safetyEvent/safetyEvent';

/**
 * The filters that Samsara applies: whose event it is. The node applies those on what a review changes: in a stream that
 * is filtered by it, an event that changes would look like a new one, or like an old one that was never there.
 */
export function streamFilters({ assetIds, driverIds, tagIds }: Filters): JsonRecord {
	return { assetIds, driverIds, tagIds };
}

/** The filters for a sample, where nothing is followed: all of them, as far as Samsara documents their values. */
export function sampleFilters({ behaviorLabels = [], ...others }: Filters): Filters {
	const isDocumented = !behaviorLabels.some((label) => NOT_IN_STREAM_FILTER.includes(label));
	return behaviorLabels.length > 0 && isDocumented ? { ...others, behaviorLabels } : others;
}

/** Whether an event, as it is now, fits the filters on what changes. */
export function isWanted(event: SafetyEvent, filters: Filters): boolean {
	return (
		anyOf(filters.eventStates, [event.eventState]) &&
		anyOf(filters.behaviorLabels, behaviorLabelsOf(event)) &&
		anyOf(filters.assignedCoaches, [event.assignedCoach])
	);
}

function anyOf(wanted: readonly string[] | undefined, present: readonly unknown[]): boolean {
	return wanted === undefined || present.some((value) => wanted.includes(String(value)));
}
