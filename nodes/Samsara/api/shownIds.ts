import { ApiFailure } from '../../shared/errors/ApiFailure';
import { orApiFailure } from '../../shared/errors/orApiFailure';
import type { SamsaraClient } from './client';
import { lookUp } from './lookUp';

/** The part of the client that telling unknown ids needs. */
export type ReadingClient = Pick<SamsaraClient, 'clock' | 'readSafetyEvents' | 'listSafetyEvents'>;

/** Tells by reading which ids Samsara shows, until it turns out that reading cannot tell. Lives as long as a run. */
export class ShownIds {
	private mayRead = true;

	constructor(private readonly client: ReadingClient) {}

	/** All of them when they could not be read; the failure when there is no such API at all. */
	async among(ids: readonly string[]): Promise<ReadonlySet<string> | ApiFailure> {
		if (!this.mayRead) return new Set(ids);
		const events = await orApiFailure(lookUp(this.client, ids));
		if (!(events instanceof ApiFailure)) return new Set(events.keys());
		const { status } = events.details;
		if (status === 403 || status === 404) this.mayRead = false;
		return (status === 404 ? await this.wrongAddress() : undefined) ?? new Set(ids);
	}

	/**
	 * Not documented: that a read of unknown ids is answered without them. If it is 404 instead, only another path tells
	 * it apart from a wrong address, where a search would send hundreds of calls to nobody.
	 */
	private async wrongAddress(): Promise<ApiFailure | undefined> {
		const now = new Date(this.client.clock.now()).toISOString();
		const probe = await orApiFailure(
			this.client.listSafetyEvents(
				{ startTime: now, endTime: now },
				{ limit: 1, hint: () => {}, withExtraFields: false },
			),
		);
		return probe instanceof ApiFailure && probe.details.status === 404 ? probe : undefined;
	}
}
