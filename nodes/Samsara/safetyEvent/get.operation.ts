import { planCalls } from '../../core/batching/planCalls';
import { formatList } from '../../core/form/output';
import { isCallFailure } from '../../core/http/callFailure';
import type { BulkResult } from '../../core/operation';
import { requestOptions } from '../../core/run/settings';
import { outputFormatWithPlaces } from '../output';
import { readCalls } from '../readCalls';
import { aboutReadRecord } from '../refusals';
import { samsara } from '../service';
import type { Inclusions, SafetyEvent } from './safetyEvent';
import {
	eventReader,
	eventsById,
	include,
	LARGEST_READ,
	notFound,
	simpleSafetyEvent,
} from './safetyEvent';
import { safetyEventIds } from './safetyEventIds';

/** GET /safety-events. The IDs of all items are gathered, 50 to a call, so that no address becomes too long. */
export const get = samsara.bulkOperation({
	resource: 'safetyEvent',
	operation: 'get',
	name: 'Get',
	action: 'Get safety events',
	description: 'Read one or many safety events by ID',
	asTool: 'Not without IDs: get many safety events instead.',
	fields: [safetyEventIds, include, outputFormatWithPlaces, requestOptions('bulk')],
	sameOptions: true,
	call: eventsById.call,
	output: simpleSafetyEvent.output,
	succeeded: 'Other safety events read in this run',
	async run(inputs, { client, stopsAtFailure, hint }) {
		const { calls, callOf } = planCalls<Inclusions>(
			inputs.map(({ input }) => ({ ids: input.safetyEventIds, change: input.include })),
			{ size: LARGEST_READ, keyOf: (inclusions) => JSON.stringify(inclusions), inAnyOrder: true },
		);
		const readEvents = eventReader(client, hint);
		const answers = await readCalls(calls, {
			call: eventsById.call,
			read: async ({ ids, change }) => await readEvents(ids, change),
			isWhole: (events, { ids }) => ids.every((id) => events.has(id)),
			stopsAtFailure,
		});
		return inputs.flatMap(
			({ item, input: { safetyEventIds: ids, output } }, index): BulkResult[] => {
				const format = (events: readonly SafetyEvent[]) =>
					formatList(events, output, simpleSafetyEvent.simplify);
				const found: SafetyEvent[] = [];
				const results = ids.flatMap((id, place): BulkResult[] => {
					const call = callOf[index]?.[place] ?? -1;
					const answer = answers[call];
					if (answer === undefined) return [];
					if (isCallFailure(answer)) {
						return [{ item, failure: aboutReadRecord(id, answer, calls[call]) }];
					}
					const event = answer.get(id);
					if (event === undefined) return [{ item, failure: notFound(id) }];
					found.push(event);
					return output === 'geoJson' ? [] : [{ item, output: format([event]) }];
				});
				if (output === 'geoJson' && found.length > 0) {
					results.unshift({ item, output: format(found) });
				}
				return results;
			},
		);
	},
});
