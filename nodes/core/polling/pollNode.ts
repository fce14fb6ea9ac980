import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { systemClock } from '../clock';
import { InvalidInput } from '../failures/failures';
import { toNodeError, toTriggerError } from '../failures/toNodeError';
import { isJsonRecord } from '../json';
import type { CallSettings } from '../run/settings';
import { callSettings } from '../run/settings';
import type { StoredState } from './poll';
import { BUDGET_PART, DEFAULT_BUDGET_MS, poll } from './poll';
import type { PollEvent, Source } from './source';
import { eventJson, STARTS_OVER } from './source';

/** What a trigger node watches, made from its parameters and its credential. */
export interface Watch {
	sources: Source[];
	/** Items that one poll may emit. */
	most: number;
	/** A few present records for Fetch Test Event. Touches no state. */
	sample(): Promise<PollEvent[]>;
	/** The message of Fetch Test Event when there is no sample. */
	noSample: { message: string; howToGoOn: string };
}

/** Where the state stands in the node's static data. */
const STATE_KEY = 'polling';
/** The part of the host's budget in which every request has to end; the rest is for writing the state. */
const REQUESTS_PART = 0.95;
/** No request of a poll waits longer than this for a rate limit, in milliseconds. */
const LONGEST_POLL_WAIT_MS = 60_000;
/** Nor does one attempt take longer than this, in milliseconds. */
const LONGEST_POLL_TIMEOUT_MS = 30_000;

/**
 * The `poll` of a trigger node.
 *
 * Fetch Test Event emits a sample and leaves the state alone. Otherwise the result is null when nothing is new, because
 * n8n starts an empty execution for an empty list.
 */
export async function pollNode(
	context: IPollFunctions,
	watch: (settings: CallSettings) => Promise<Watch>,
): Promise<INodeExecutionData[][] | null> {
	// n8n before 2.38 gives no budget.
	const budgetMs = context.getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS;
	try {
		const { sources, most, sample, noSample } = await watch(settingsFor(budgetMs));
		if (context.getMode() === 'manual') {
			const events = await sample();
			if (events.length > 0) return [toItems(events)];
			throw toNodeError(
				context.getNode(),
				new InvalidInput(noSample.message, noSample.howToGoOn),
				undefined,
			);
		}
		const warn = (text: string) => context.logger.warn(`${context.getNode().name}: ${text}`);
		const { stored, key } = storeOf(context, warn);
		const host = {
			readState: () => stored[key],
			writeState(state: StoredState) {
				stored[key] = { ...state };
			},
			clock: systemClock,
			budgetMs,
			warn,
			// A failed execution beside the one that starts, as n8n makes it of a poll that throws.
			reportFailure: (failure: unknown) =>
				context.__emitError(toNodeError(context.getNode(), failure, undefined)),
		};
		const events = await poll(host, sources, { most });
		return events === null ? null : [toItems(events)];
	} catch (reason) {
		throw context.getMode() === 'manual'
			? toNodeError(context.getNode(), reason, undefined)
			: toTriggerError(context.getNode(), reason);
	}
}

/**
 * Where the state is stored: in the node's static data; in the workflow's where the node's is no object, which n8n hands
 * out nevertheless (2.41.1). Throws InvalidInput when neither is an object.
 */
function storeOf(
	context: IPollFunctions,
	warn: (text: string) => void,
): { stored: Record<string, unknown>; key: string } {
	const own: unknown = context.getWorkflowStaticData('node');
	if (isJsonRecord(own)) return { stored: own, key: STATE_KEY };
	const shared: unknown = context.getWorkflowStaticData('global');
	if (!isJsonRecord(shared)) {
		throw new InvalidInput(
			'What n8n has stored for this workflow is damaged, so the trigger cannot remember anything',
			'Duplicate the workflow and publish the copy instead of this one.',
		);
	}
	const key = `${STATE_KEY} ${context.getNode().id}`;
	if (shared[key] === undefined) warn(STARTS_OVER);
	return { stored: shared, key };
}

/** The request that is still under way when reading ends has the rest of the budget. */
function settingsFor(budgetMs: number): CallSettings {
	const reserve = budgetMs * (1 - BUDGET_PART);
	return {
		...callSettings.parse({}),
		deadline: systemClock.monotonic() + budgetMs * REQUESTS_PART,
		timeoutMs: Math.min(LONGEST_POLL_TIMEOUT_MS, reserve),
		maxWaitMs: Math.min(LONGEST_POLL_WAIT_MS, reserve),
	};
}

function toItems(events: readonly PollEvent[]): INodeExecutionData[] {
	const now = systemClock.now();
	return events.map((event) => ({ json: eventJson(event, now) as INodeExecutionData['json'] }));
}
