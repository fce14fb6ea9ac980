/** Does the work for every input with at most `limit` at once: the plainest loop that does so. */
export async function inFlight<Input>(
	inputs: readonly Input[],
	limit: number,
	work: (input: Input) => Promise<void>,
): Promise<void> {
	let next = 0;
	const worker = async () => {
		while (next < inputs.length) await work(inputs[next++] as Input);
	};
	await Promise.all(Array.from({ length: limit }, worker));
}
