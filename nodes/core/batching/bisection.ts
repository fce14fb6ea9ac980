/**
 * The search by halving for the records for which a service refuses a whole batch. One for each run: its limit counts for
 * all batches of the run together.
 */
export class Bisection {
	private calls = 0;

	/** @param mostCalls after so many calls the search makes no other one */
	constructor(private readonly mostCalls: number) {}

	/** Counts calls that the search is about to make. False at the limit: it may not make them. */
	takeCalls(count = 1): boolean {
		if (this.calls >= this.mostCalls) return false;
		this.calls += count;
		return true;
	}

	/**
	 * Sends the two halves of a refused batch. `send` halves a refused half again.
	 *
	 * @returns false at the limit, when it sent nothing
	 */
	async halve<Item>(
		batch: readonly Item[],
		send: (half: readonly Item[]) => Promise<void>,
	): Promise<boolean> {
		if (!this.takeCalls(2)) return false;
		await bisect(batch, send);
		return true;
	}
}

/** Sends the two halves of a batch in their order, the second one after the answer to the first, and gives both results. */
export async function bisect<Item, Result>(
	batch: readonly Item[],
	send: (half: readonly Item[]) => Promise<Result>,
): Promise<[Result, Result]> {
	const middle = Math.ceil(batch.length / 2);
	const first = await send(batch.slice(0, middle));
	return [first, await send(batch.slice(middle))];
}
