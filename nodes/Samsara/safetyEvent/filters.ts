import type { INodePropertyOptions } from 'n8n-workflow';
import { z } from 'zod';

import type { Field } from '../../core/form/field';
import { collection, field } from '../../core/form/field';
import { setOfIds } from '../../core/form/lists';
import { someOf } from '../../core/form/oneOf';
import { refuse } from '../../core/form/refusal';
import type { Hint } from '../../core/run/hints';
import { behaviorLabels, EVENT_STATES } from './labels';

/** IDs that one filter may have (documented). */
const LARGEST_FILTER = 2_000;

/** By Samsara's names; a filter that was left empty is undefined. */
export type Filters = Partial<
	Record<
		'assetIds' | 'assignedCoaches' | 'behaviorLabels' | 'driverIds' | 'eventStates' | 'tagIds',
		string[] | undefined
	>
>;

/**
 * Samsara's general page on filtering says that tags and IDs together give what fits either (documented). Whether the stream
 * of safety events does so is not known.
 */
const TAGS_WITH_IDS =
	'Samsara leaves out members of child tags: name those tags, too. Beside Asset IDs or Driver IDs, it may give the events that fit one of them';

/** Shown where both are set. */
export function hintAtTagsWithIds({ tagIds, assetIds, driverIds }: Filters, hint: Hint): void {
	if (tagIds === undefined || (assetIds ?? driverIds) === undefined) return;
	hint(
		'Tag IDs and Asset IDs or Driver IDs are both set. Samsara may give the events that fit one of them, not only those that fit both: compare the events with what you asked for, or use one kind of filter.',
	);
}

/**
 * Sorted, because Samsara binds a cursor to the order of the values (observed): the same ones in another order would be
 * another query.
 */
const sorted = (values: readonly string[]) =>
	values.length === 0 ? undefined : [...values].sort();

const ids = setOfIds
	.superRefine(({ length }, context) => {
		if (length <= LARGEST_FILTER) return;
		const what = `holds ${length} IDs, and Samsara takes ${LARGEST_FILTER}`;
		refuse(context, what, 'Nothing was sent. Filter by a tag instead, or use several nodes.');
	})
	.transform(sorted);

const idFilter = <const Name extends string>(
	displayName: string,
	name: Name,
	which: string,
	note?: string,
) =>
	field(
		{
			displayName,
			name,
			type: 'string',
			default: '',
			placeholder: 'e.g. 281474978683353, 281474978683354',
			description: describe(which, 'Separated by commas, or a list from an expression', note),
		},
		ids,
		{ isId: true },
	);

/** In the editor a single sentence has no full stop, several have. */
function describe(...sentences: Array<string | undefined>): string {
	const given = sentences.filter((sentence) => sentence !== undefined);
	return given.length > 1 ? `${given.join('. ')}.` : given.join();
}

/**
 * The field for what events can be filtered by. All filters have to hold (assumed; TAGS_WITH_IDS says where that is
 * doubtful); of the values in one, any does (documented for tags, assumed for the others).
 *
 * @param labels the choices of Behavior Labels
 * @param note a further sentence for the filters on what changes in an event
 */
export function filterField(
	labels: readonly INodePropertyOptions[],
	note?: string,
): Field<'filters', Filters> {
	const filters = collection(
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
		},
		[
			idFilter('Asset IDs', 'assetIds', 'Only events of these vehicles'),
			idFilter(
				'Assigned Coach IDs',
				'assignedCoaches',
				'Only events assigned to these coaches',
				note,
			),
			field(
				{
					displayName: 'Behavior Labels',
					name: 'behaviorLabels',
					type: 'multiOptions',
					options: [...labels],
					default: [],
					description: describe('Only events with one of these labels', note),
				},
				behaviorLabels.transform(sorted),
			),
			idFilter('Driver IDs', 'driverIds', 'Only events of these drivers'),
			field(
				{
					displayName: 'Event States',
					name: 'eventStates',
					type: 'multiOptions',
					options: [...EVENT_STATES],
					default: [],
					description: describe('Only events in one of these states', note),
				},
				someOf(EVENT_STATES).transform(sorted),
			),
			idFilter(
				'Tag IDs',
				'tagIds',
				'Only events of vehicles or drivers with these tags',
				TAGS_WITH_IDS,
			),
		],
		// A filter with an empty expression would list the events of everybody.
		{ neverMappedEmpty: true },
	);
	return { ...filters, schema: z.preprocess((value) => value ?? {}, filters.schema) };
}
