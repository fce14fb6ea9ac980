import type { INodePropertyOptions } from 'n8n-workflow';
import { z } from 'zod';

import type { Field, Schema } from '../../core/form/field';
import { collection, field } from '../../core/form/field';
import { someOf } from '../../core/form/oneOf';
import { refuse } from '../../core/form/refusal';
import { flag, optional } from '../../core/form/schemas';
import type { Hint } from '../../core/run/hints';
import { pickedIds } from '../directory/pickedIds';
import { behaviorLabels, EVENT_STATES } from './labels';

/** IDs that one filter may have (documented). */
export const LARGEST_FILTER = 2_000;

/** By Samsara's names; a filter that was left empty is undefined. */
export type Filters = Partial<
	Record<
		'assetIds' | 'assignedCoaches' | 'behaviorLabels' | 'driverIds' | 'eventStates' | 'tagIds',
		string[] | undefined
	>
>;

/** The filters as the form has them. */
export type FilterForm = Filters & {
	/** Whether a tag stands for its child tags, too. */
	includeChildTags: boolean;
};

/**
 * Shown where both are set. Samsara's general page on filtering says that tags and IDs together give what fits either
 * (documented). Whether the stream of safety events does so is not known.
 */
export function hintAtTagsWithIds({ tagIds, assetIds, driverIds }: Filters, hint: Hint): void {
	if (tagIds === undefined || (assetIds ?? driverIds) === undefined) return;
	hint(
		'Filters has Tags together with Vehicles or Drivers. Samsara may return the events that match either, not only those that match both. Compare the events with what you expect, or use one kind of filter.',
	);
}

/**
 * Sorted, because Samsara binds a cursor to the order of the values (observed): the same ones in another order would be
 * another query.
 */
export const sorted = (values: readonly string[]) =>
	values.length === 0 ? undefined : [...values].sort();

const idFilter = <const Name extends string>(
	texts: Parameters<typeof pickedIds<Name>>[0],
): Field<Name, string[] | undefined> => {
	const picked = pickedIds(texts);
	return {
		...picked,
		schema: picked.schema
			.superRefine((ids, context) => {
				if (ids === undefined || ids.length <= LARGEST_FILTER) return;
				const what = `contains ${ids.length} IDs, and Samsara takes at most ${LARGEST_FILTER}`;
				refuse(context, what, 'Filter by a tag instead, or use several nodes. Nothing was sent.');
			})
			.transform((ids) => ids && sorted(ids)) as Schema<string[] | undefined>,
	};
};

/** In the editor a single sentence has no full stop, several have. */
function describe(...sentences: Array<string | undefined>): string {
	const given = sentences.filter((sentence) => sentence !== undefined);
	return given.length > 1 ? `${given.join('. ')}.` : given.join();
}

/**
 * The field for what events can be filtered by. All filters have to hold (assumed; hintAtTagsWithIds says where that is
 * doubtful); of the values in one, any does (documented for tags, assumed for the others).
 *
 * @param labels the choices of Behavior Labels
 * @param note a further sentence for the filters on what changes in an event
 */
export function filterField(
	labels: readonly INodePropertyOptions[],
	note?: string,
): Field<'filters', FilterForm> {
	const filters = collection(
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
		},
		[
			field(
				{
					displayName: 'Behavior Labels',
					name: 'behaviorLabels',
					type: 'multiOptions',
					options: [...labels],
					default: [],
					description: describe('Only events with any of these labels', note),
				},
				behaviorLabels.transform(sorted),
			),
			idFilter({
				displayName: 'Coaches',
				name: 'assignedCoaches',
				one: 'Coach',
				search: 'searchCoaches',
				placeholder: 'e.g. 101, 102',
				description: describe('Only events assigned to any of these coaches', note),
			}),
			idFilter({
				displayName: 'Drivers',
				name: 'driverIds',
				one: 'Driver',
				search: 'searchDrivers',
				placeholder: 'e.g. 5001, 5002',
				description: 'Only events of these drivers',
			}),
			field(
				{
					displayName: 'Event States',
					name: 'eventStates',
					type: 'multiOptions',
					options: [...EVENT_STATES],
					default: [],
					description: describe('Only events in any of these states', note),
				},
				someOf(EVENT_STATES).transform(sorted),
			),
			field(
				{
					displayName: 'Include Child Tags',
					name: 'includeChildTags',
					type: 'boolean',
					default: true,
					description:
						'Whether Tags also means the tags below them. It does unless you switch this off. Needs the permission "Read Tags".',
				},
				optional(flag).transform((chosen) => chosen ?? true),
			),
			idFilter({
				displayName: 'Tags',
				name: 'tagIds',
				one: 'Tag',
				search: 'searchTags',
				placeholder: 'e.g. 3914, 3915',
				description:
					'Only events of vehicles or drivers with any of these tags. With Vehicles or Drivers beside it, Samsara may return the events that match either.',
			}),
			idFilter({
				displayName: 'Vehicles',
				name: 'assetIds',
				one: 'Vehicle',
				search: 'searchVehicles',
				placeholder: 'e.g. 281474978683353, 281474978683354',
				description: 'Only events of these vehicles',
			}),
		],
		// A filter with an empty expression would list the events of everybody.
		{ neverMappedEmpty: true },
	);
	return { ...filters, schema: z.preprocess((value) => value ?? {}, filters.schema) };
}
