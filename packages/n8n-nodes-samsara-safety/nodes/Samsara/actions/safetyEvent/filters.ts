import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refuse } from '../../../shared/input/refuse';
import { BEHAVIOR_LABELS, EVENT_STATES, NOT_IN_STREAM_FILTER } from '../../api/labels';
import { setOfTexts } from '../../../shared/input/listOfTexts';
import { asOptions, stateOptions } from './changeFields';

/** IDs that one filter may have (documented). */
const LARGEST_FILTER = 2_000;

const idFilter = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: 'e.g. 281474978683353, 281474978683354',
	description: `${description}. Separated by commas, or a list from an expression.`,
});

/** What the stream can filter by. All filters have to hold; of the values in one, any does (assumed). */
export const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		idFilter('Asset IDs', 'assetIds', 'Only events of these vehicles'),
		idFilter('Assigned Coach IDs', 'assignedCoaches', 'Only events assigned to these coaches'),
		{
			displayName: 'Behavior Labels',
			name: 'behaviorLabels',
			type: 'multiOptions',
			// Five labels occur in events, but are missing in the documented list of this filter.
			options: asOptions(BEHAVIOR_LABELS.filter((label) => !NOT_IN_STREAM_FILTER.includes(label))),
			default: [],
			description: 'Only events with one of these labels',
		},
		idFilter('Driver IDs', 'driverIds', 'Only events of these drivers'),
		{
			displayName: 'Event States',
			name: 'eventStates',
			type: 'multiOptions',
			options: stateOptions,
			default: [],
			description: 'Only events in one of these states',
		},
		idFilter('Tag IDs', 'tagIds', 'Only events of vehicles or drivers with these tags'),
	],
};

const idsInput = setOfTexts.superRefine((ids, context) => {
	if (ids.length <= LARGEST_FILTER) return;
	const what = `holds ${ids.length} IDs, and Samsara takes ${LARGEST_FILTER}`;
	refuse(context, what, 'Filter by a tag instead, or use several nodes.');
});

const STATES: readonly string[] = EVENT_STATES.map(([, value]) => value);

const statesInput = setOfTexts.superRefine((states, context) => {
	const stranger = states.find((state) => !STATES.includes(state));
	if (stranger === undefined) return;
	refuse(
		context,
		`holds "${stranger}", which cannot be filtered by`,
		`Use any of: ${STATES.join(', ')}.`,
	);
});

const filtersShape = z.object({
	assetIds: idsInput,
	assignedCoaches: idsInput,
	behaviorLabels: setOfTexts,
	driverIds: idsInput,
	eventStates: statesInput,
	tagIds: idsInput,
});

/** The vendor's names; filters that were left empty are not among them. */
export const filtersInput = z
	.preprocess((value) => value ?? {}, filtersShape)
	.transform(
		(chosen): Record<string, string[]> =>
			Object.fromEntries(Object.entries(chosen).filter(([, values]) => values.length > 0)),
	);
