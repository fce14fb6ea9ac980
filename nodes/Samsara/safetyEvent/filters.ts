import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { setOfIds, setOfTexts } from '../../core/form/lists';
import { someOf } from '../../core/form/oneOf';
import { refuse } from '../../core/form/refusal';
import type { Hint } from '../../core/run/hints';
import { BEHAVIOR_LABELS, EVENT_STATES, NOT_IN_STREAM_FILTER } from './labels';
import { asOptions, stateOptions } from './changeFields';

/** IDs that one filter may have (documented). */
const LARGEST_FILTER = 2_000;

const idFilter = (
	displayName: string,
	name: string,
	which: string,
	note?: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: 'e.g. 281474978683353, 281474978683354',
	description: sentences(which, 'Separated by commas, or a list from an expression', note),
});

/**
 * Samsara's general page on filtering says that tags and ids together give what fits either (documented); whether the stream
 * of safety events does so is not known (samsara-lists, 5).
 */
const TAGS_WITH_IDS =
	'Samsara leaves out members of child tags: name those tags, too. Beside Asset IDs or Driver IDs, it may give the events that fit one of them (documented for filters in general, not for safety events)';

/** Told where both are set. */
export function hintAtTagsWithIds({ tagIds, assetIds, driverIds }: Filters, hint: Hint): void {
	if (tagIds === undefined || (assetIds ?? driverIds) === undefined) return;
	hint(
		'Tag IDs and Asset IDs or Driver IDs are both set. Samsara may give the events that fit one of them, not only those that fit both: compare the events with what you asked for, or use one kind of filter.',
	);
}

/** In the editor a single sentence has no full stop, several have. */
function sentences(...parts: Array<string | undefined>): string {
	const said = parts.filter((part) => part !== undefined).join('. ');
	return parts[1] === undefined ? said : `${said}.`;
}

/**
 * The field for what events can be filtered by. All filters have to hold (assumed; TAGS_WITH_IDS says where that is
 * doubtful); of the values in one, any does (documented for tags, assumed for the others).
 *
 * @param labels that are offered
 * @param note a further sentence for the filters on what changes in an event
 */
export function filterField(labels: readonly string[], note?: string): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: [
			idFilter('Asset IDs', 'assetIds', 'Only events of these vehicles'),
			idFilter(
				'Assigned Coach IDs',
				'assignedCoaches',
				'Only events assigned to these coaches',
				note,
			),
			{
				displayName: 'Behavior Labels',
				name: 'behaviorLabels',
				type: 'multiOptions',
				options: asOptions(labels),
				default: [],
				description: sentences('Only events with one of these labels', note),
			},
			idFilter('Driver IDs', 'driverIds', 'Only events of these drivers'),
			{
				displayName: 'Event States',
				name: 'eventStates',
				type: 'multiOptions',
				options: stateOptions,
				default: [],
				description: sentences('Only events in one of these states', note),
			},
			idFilter(
				'Tag IDs',
				'tagIds',
				'Only events of vehicles or drivers with these tags',
				TAGS_WITH_IDS,
			),
		],
	};
}

/** Those of the stream. Five labels occur in events, but are missing in its documented list. */
export const filters = filterField(
	BEHAVIOR_LABELS.filter((label) => !NOT_IN_STREAM_FILTER.includes(label)),
);

const idsInput = setOfIds.superRefine((ids, context) => {
	if (ids.length <= LARGEST_FILTER) return;
	const what = `holds ${ids.length} IDs, and Samsara takes ${LARGEST_FILTER}`;
	refuse(context, what, 'Nothing was sent. Filter by a tag instead, or use several nodes.');
});

/** The filters that are IDs. */
export const filterIds = ['assetIds', 'assignedCoaches', 'driverIds', 'tagIds'].map(
	(name) => `filters.${name}`,
);

const filtersShape = z.object({
	assetIds: idsInput,
	assignedCoaches: idsInput,
	behaviorLabels: setOfTexts,
	driverIds: idsInput,
	eventStates: someOf(EVENT_STATES.map(([, value]) => value)),
	tagIds: idsInput,
});

/**
 * By the vendor's names; filters that were left empty are not among them. Sorted, because Samsara binds a cursor to the
 * order of the values (observed): the same ones in another order would be another query.
 */
export type Filters = Partial<Record<keyof z.output<typeof filtersShape>, string[]>>;

export const filtersInput = z
	.preprocess((value) => value ?? {}, filtersShape)
	.transform(
		(chosen): Filters =>
			Object.fromEntries(
				Object.entries(chosen)
					.filter(([, values]) => values.length > 0)
					.map(([name, values]) => [name, [...values].sort()]),
			),
	);
