/**
 * Runs `work` for every input with at most `limit` at once; results have the order of the inputs.
 *
 * Once a result `endsTheRun`, no further work starts, and inputs whose work never started have no result. Work in progress
 * is awaited, because every request that was sent has to appear in the results.
 *
 * @param failed makes the result of work that threw. Without it, one error would replace the results of all others.
 */
export async function mapConcurrently<Input, Result>(
	inputs: readonly Input[],
	limit: number,
	work: (input: Input, index: number) => Promise<Result>,
	endsTheRun: (result: Result) => boolean,
	failed: (reason: unknown, index: number) => Result,
): Promise<Result[]> {
	const results = new Map<number, Result>();
	let next = 0;
	let ended = false;

	const resultOf = async (index: number): Promise<Result> => {
		try {
			return await work(inputs[index] as Input, index);
		} catch (reason) {
			return failed(reason, index);
		}
	};
	const worker = async () => {
		while (next < inputs.length && !ended) {
			const index = next++;
			const result = await resultOf(index);
			results.set(index, result);
			ended ||= endsTheRun(result);
		}
	};
	await Promise.all(Array.from({ length: Math.min(limit, inputs.length) }, worker));

	return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
