import { ApiFailure } from '../../core/failures/failures';
import type { CallFailure } from '../../core/http/callFailure';
import { isCallFailure, orCallFailure } from '../../core/http/callFailure';
import { ExecutionCancelled } from '../../core/failures/cancellation';
import type { SamsaraClient } from '../api/client';
import { callName } from '../api/endpoints';
import { lookUp } from './lookUp';

/** The part of the client that telling unknown ids needs. */
export type ReadingClient = Pick<SamsaraClient, 'clock' | 'readSafetyEvents' | 'listSafetyEvents'>;

/** Tells by reading which ids Samsara shows, until it turns out that reading cannot tell. Lives as long as a run. */
export class ShownIds {
	private mayRead = true;

	constructor(private readonly client: ReadingClient) {}

	/** All of them when they could not be read; the failure when there is no such API at all, or the run was cancelled. */
	async among(ids: readonly string[]): Promise<ReadonlySet<string> | CallFailure> {
		if (!this.mayRead) return new Set(ids);
		const read = async () => await lookUp(this.client, ids);
		const events = await orCallFailure(read, callName('safetyEvent.get'));
		if (!isCallFailure(events)) return new Set(events.keys());
		if (events instanceof ExecutionCancelled) return events;
		const status = events instanceof ApiFailure ? events.details.status : undefined;
		if (status === 403 || status === 404) this.mayRead = false;
		return (status === 404 ? await this.wrongAddress() : undefined) ?? new Set(ids);
	}

	/**
	 * Not documented: that a read of unknown ids is answered without them. If it is 404 instead, only another path tells
	 * it apart from a wrong address, where a search would send hundreds of calls to nobody.
	 */
	private async wrongAddress(): Promise<CallFailure | undefined> {
		const now = new Date(this.client.clock.now()).toISOString();
		const ask = async () =>
			await this.client.listSafetyEvents(
				{ startTime: now, endTime: now },
				{ limit: 1, hint: () => {}, withExtraFields: false },
			);
		const probe = await orCallFailure(ask, callName('safetyEvent.getAll'));
		if (probe instanceof ExecutionCancelled) return probe;
		return probe instanceof ApiFailure && probe.details.status === 404 ? probe : undefined;
	}
}
