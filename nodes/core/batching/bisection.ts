/**
 * The search by halving for the records for which a service refuses a whole batch. One for each run: its limit counts for
 * all batches of the run together.
 */
export class Bisection {
	private calls = 0;

	/** @param mostCalls after so many calls the search halves no batch any more */
	constructor(private readonly mostCalls: number) {}

	/** Counts a call that the search makes besides. */
	count(): void {
		this.calls++;
	}

	/**
	 * Sends the two halves of a refused batch, in their order and one after the other. `send` halves a refused half again.
	 *
	 * @returns false at the limit, when it sent nothing
	 */
	async halve<Item>(
		batch: readonly Item[],
		send: (half: readonly Item[]) => Promise<void>,
	): Promise<boolean> {
		if (this.calls >= this.mostCalls) return false;
		this.calls += 2;
		const middle = Math.ceil(batch.length / 2);
		await send(batch.slice(0, middle));
		await send(batch.slice(middle));
		return true;
	}
}
