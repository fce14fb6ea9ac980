import fc from 'fast-check';

import type { SafetyEvent } from '../../../nodes/Samsara/safetyEvent/safetyEvent.ts';
import type { SamsaraEvent } from '../../../nodes/Samsara/trigger/form.ts';
import type { StreamClient } from '../../../nodes/Samsara/trigger/eventStream.ts';
import { eventStream } from '../../../nodes/Samsara/trigger/eventStream.ts';
import { ApiFailure } from '../../../nodes/core/failures/failures.ts';
import type { Source } from '../../../nodes/core/polling/source.ts';
import type { SourceMaker } from '../../core/polling/model/play.cts';
import { play } from '../../core/polling/model/play.cts';
import type { ModelRecord, ModelService } from '../../core/polling/model/service.cts';
import { Refused } from '../../core/polling/model/service.cts';
import { stories } from '../../core/polling/model/story.cts';

/**
 * The stories of the polling engine (test/core/polling/model), played against the source of the Samsara Trigger:
 * what must hold is the same, that nothing is lost and nothing comes twice. What is there when a watch begins is the
 * matter of trigger.test.cts.
 */
const RUNS = 400;

/** The modelled service as Samsara's stream. */
function clientOf(service: ModelService, event: SamsaraEvent): StreamClient {
	return {
		account: 'account',
		async readServerTime() {
			await service.collection();
			return service.toldTime;
		},
		async readStreamPage({ startTime, after, ...query }) {
			const place = typeof after === 'string' ? after : undefined;
			const page = await service
				.streamPage(String(startTime as string), place, JSON.stringify(query))
				.catch(async (reason: Error) => await Promise.reject(asSamsaraSays(reason)));
			const { records, cursor, hasMore } = page;
			const events = records.map((record) => safetyEventOf(record, event));
			return { events, withoutId: [], cursor, hasMore, answeredAt: service.toldTime };
		},
	};
}

function asSamsaraSays(reason: Error): Error {
	if (!(reason instanceof Refused)) return reason;
	const details = { status: 400, attempts: 1, certainlyWithoutEffect: true };
	return new ApiFailure('invalid or expired pagination cursor', '', details);
}

/** For the watch of updates, every record is one: it was made a moment before. */
function safetyEventOf(
	{ id, time, broken, category }: ModelRecord,
	event: SamsaraEvent,
): SafetyEvent {
	if (broken) return { id };
	const made = event === 'safetyEventUpdated' ? time - 1 : time;
	const [createdAtTime, updatedAtTime] = [made, time].map((ms) => new Date(ms).toISOString());
	return { id, createdAtTime, updatedAtTime, behaviorLabels: [{ label: category }] };
}

/** Its events by the id of their record, as the stories keep their books. */
function named(samsara: Source): Source {
	return {
		...samsara,
		async scan(stored, context) {
			const reduce = await samsara.scan(stored, context);
			return (storedNow, reducing) => {
				const reduced = reduce(storedNow, reducing);
				const emit = reduced.emit.map(({ json, ...event }) => {
					return { ...event, json: { stream: (json.safetyEvent as SafetyEvent).id } };
				});
				return { ...reduced, emit };
			};
		},
	};
}

const sourceOf =
	(event: SamsaraEvent): SourceMaker =>
	(service, { most, lookbackMs, emitExisting, onlyEven, query }) =>
		named(
			eventStream(clientOf(service, event), event, {
				triggerOn: [event],
				filters: onlyEven ? { behaviorLabels: ['even'] } : {},
				include: query === 'two' ? { includeAsset: true } : {},
				options: { emitExisting, lookbackMs, maxItems: most, simplify: true },
			}),
		);

it.each(['safetyEventCreated', 'safetyEventUpdated'] as const)(
	'%s: nothing is lost, nothing comes twice',
	async (event) => {
		const seed = Number(process.env.MODEL_SEED ?? 20_260_310);
		const property = fc.asyncProperty(stories(['stream']), async (story) => {
			// When time runs out while what is there is read for the first time, late records are not promised.
			await play({ ...story, budgetMs: 60_000 }, { stream: sourceOf(event) });
		});
		await fc.assert(property, { seed, numRuns: RUNS });
	},
	60_000,
);

afterEach(() => {
	jest.restoreAllMocks();
});
