import { z } from 'zod';

import { planCalls } from '../../core/batching/planCalls';
import { ApiFailure } from '../../core/failures/failures';
import { isCallFailure } from '../../core/http/callFailure';
import type { BulkResult } from '../../core/operation';
import { requestOptions } from '../../core/run/settings';
import type { Inclusions } from '../api/client';
import { LARGEST_READ } from '../api/client';
import type { SafetyEvent } from './safetyEvent';
import { simpleSafetyEvent } from '../api/schemas';
import { formatEvents, outputFormatWithPlaces } from '../output/format';
import { aboutReadRecord } from '../aboutRecord';
import { samsaraBulkOperation } from '../operation';
import { readCalls } from '../readCalls';
import { include, includeInput } from './include';
import { safetyEventIds, safetyEventIdsInput } from './safetyEventIds';

const input = z
	.object({
		safetyEventIds: safetyEventIdsInput,
		include: includeInput,
		output: outputFormatWithPlaces.schema,
	})
	.transform(({ safetyEventIds: ids, include: change, output }) => ({ ids, change, output }));

/** GET /safety-events. The ids of all items are gathered, 50 to a call, so that no address becomes too long. */
export const get = samsaraBulkOperation({
	resource: 'safetyEvent',
	operation: 'get',
	name: 'Get',
	action: 'Get safety events',
	description: 'Read the current state of one or many safety events by their IDs',
	fields: [safetyEventIds, include, outputFormatWithPlaces, requestOptions('bulk')],
	ids: [safetyEventIds.name],
	sameOptions: true,
	form: input,
	output: simpleSafetyEvent,
	succeeded: 'safety event(s) of this run were read',
	async run(inputs, { client, stopsAtFailure, hint }) {
		const { calls, callOf } = planCalls<Inclusions>(
			inputs.map((one) => one.input),
			{ size: LARGEST_READ, keyOf: (inclusions) => JSON.stringify(inclusions), inAnyOrder: true },
		);
		const answers = await readCalls(calls, {
			endpoint: 'safetyEvent.get',
			read: async ({ ids, change }) => await client.readSafetyEvents(ids, change, { hint }),
			isWhole: (events, { ids }) => ids.every((id) => events.has(id)),
			stopsAtFailure,
		});
		return inputs.flatMap(({ item, input: { ids, output } }, ask): BulkResult[] => {
			const found: SafetyEvent[] = [];
			const results = ids.flatMap((id, place): BulkResult[] => {
				const call = callOf[ask]?.[place] ?? -1;
				const answer = answers[call];
				if (answer === undefined) return [];
				if (isCallFailure(answer)) {
					return [{ item, failure: aboutReadRecord(id, answer, calls[call]) }];
				}
				const event = answer.get(id);
				if (event === undefined) return [{ item, failure: notFound(id) }];
				found.push(event);
				return output === 'geoJson' ? [] : [{ item, output: formatEvents([event], output) }];
			});
			if (output === 'geoJson' && found.length > 0) {
				results.unshift({ item, output: formatEvents(found, output) });
			}
			return results;
		});
	},
});

/** A read leaves out what it does not find (assumed). */
function notFound(id: string): ApiFailure {
	return new ApiFailure(
		`Samsara shows no safety event ${id}`,
		'Check Safety Event IDs: the ID may be mistyped, or the event may belong to another organization or to vehicles that the token may not see. Events of vehicles without a camera show only with Include → Events of Vehicles Without Camera.',
		{ recordId: id, attempts: 1, certainlyWithoutEffect: true },
	);
}
