import { z } from 'zod';

import type { PlannedCall } from '../../../shared/batching/planCalls';
import { planCalls } from '../../../shared/batching/planCalls';
import { ApiFailure } from '../../../shared/errors/ApiFailure';
import { orApiFailure } from '../../../shared/errors/orApiFailure';
import { mapConcurrently } from '../../../shared/operation/mapConcurrently';
import type { BulkContext, BulkResult } from '../../../shared/operation/operation';
import { requestOptions } from '../../../shared/operation/settings';
import { formatInput } from '../../../shared/output/format';
import type { Inclusions, SamsaraClient } from '../../api/client';
import { CONCURRENT_CALLS, LARGEST_READ } from '../../api/client';
import { holdsForAllCalls } from '../../api/refusals';
import type { SafetyEvent } from '../../api/safetyEvent';
import { simpleSafetyEvent } from '../../api/schemas';
import { formatEvents, outputFormatWithPlaces } from '../../output/format';
import { samsaraBulkOperation } from '../operation';
import { aboutEvent } from './aboutEvent';
import { include, includeInput } from './include';
import { safetyEventIds, safetyEventIdsInput } from './safetyEventIds';

const input = z
	.object({ safetyEventIds: safetyEventIdsInput, include: includeInput, output: formatInput })
	.transform(({ safetyEventIds: ids, include: change, output }) => ({ ids, change, output }));

/** GET /safety-events. The ids of all items are gathered, 50 to a call, so that no address becomes too long. */
export const get = samsaraBulkOperation({
	resource: 'safetyEvent',
	operation: 'get',
	name: 'Get',
	action: 'Get safety events',
	description: 'Read the current state of one or many safety events by their IDs',
	properties: [safetyEventIds, include, outputFormatWithPlaces, requestOptions('bulk')],
	sameOptions: true,
	input,
	output: simpleSafetyEvent,
	succeeded: 'safety event(s) of this run were read',
	async run(inputs, { client, stopsAtFailure, hint }) {
		const { calls, callOf } = planCalls<Inclusions>(
			inputs.map((one) => one.input),
			{ size: LARGEST_READ, keyOf: (inclusions) => JSON.stringify(inclusions), inAnyOrder: true },
		);
		const answers = await readCalls(client, calls, { stopsAtFailure, hint });
		return inputs.flatMap(({ item, input: { ids, output } }, ask): BulkResult[] => {
			const found: SafetyEvent[] = [];
			const results = ids.flatMap((id, place): BulkResult[] => {
				const answer = answers[callOf[ask]?.[place] ?? -1];
				if (answer === undefined) return [];
				if (answer instanceof ApiFailure) return [{ item, failure: aboutEvent(id, answer) }];
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

/**
 * What each call shows, by id, or why it was refused. A refusal that holds for all calls is asked for once. In a run that
 * stops at the first failure, the calls that were not begun by then have no answer.
 */
async function readCalls(
	client: SamsaraClient,
	calls: ReadonlyArray<PlannedCall<Inclusions>>,
	{ stopsAtFailure, hint }: Pick<BulkContext<SamsaraClient>, 'stopsAtFailure' | 'hint'>,
): Promise<Array<Map<string, SafetyEvent> | ApiFailure>> {
	let refusal: ApiFailure | undefined;
	let isOver = false;
	return await mapConcurrently(
		calls,
		CONCURRENT_CALLS,
		async ({ ids, change }) => {
			if (refusal !== undefined) return refusal;
			const answer = await orApiFailure(client.readSafetyEvents(ids, change, { hint }));
			const isRefused = answer instanceof ApiFailure;
			if (isRefused && holdsForAllCalls(answer)) refusal = answer;
			isOver ||= stopsAtFailure && (isRefused || ids.some((id) => !answer.has(id)));
			return answer;
		},
		() => isOver,
	);
}

/** A read leaves out what it does not find (assumed). */
function notFound(id: string): ApiFailure {
	return new ApiFailure(
		`Samsara shows no safety event ${id}`,
		'Check Safety Event IDs: the ID may be mistyped, or the event may belong to another organization or to vehicles that the token may not see. Events of vehicles without a camera show only with Include → Events of Vehicles Without Camera.',
		{ recordId: id, attempts: 1, certainlyWithoutEffect: true },
	);
}
