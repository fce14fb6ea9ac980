export interface Batch<Input> {
	inputs: Input[];
	/** Of the JSON array that is sent, in UTF-8. */
	bytes: number;
}

export interface Batched<Input> {
	/** In the order of the inputs, none of them empty. */
	batches: Array<Batch<Input>>;
	/** What would be over `maxBytes` alone, with its size as an array of one. */
	tooLarge: Array<{ input: Input; bytes: number }>;
}

const BRACKETS = 2;
const COMMA = 1;

/** What `JSON.stringify(value)` takes on the wire. Lone surrogates are escaped by it, so the count is exact. */
export function jsonBytes(value: unknown): number {
	return Buffer.byteLength(JSON.stringify(value), 'utf8');
}

/** What an array takes whose members take as many bytes. */
export function bytesOfArray(members: readonly number[]): number {
	return members.reduce((sum, bytes) => sum + bytes + COMMA, BRACKETS - COMMA);
}

/**
 * Cuts a sequence into batches of at most `maxCount` and `maxBytes`, each as full as the order allows.
 *
 * @param bytesOf size of one input as JSON
 */
export function inBatches<Input>(
	inputs: readonly Input[],
	bytesOf: (input: Input) => number,
	{ maxCount, maxBytes }: { maxCount: number; maxBytes: number },
): Batched<Input> {
	const batches: Array<Batch<Input>> = [];
	const tooLarge: Batched<Input>['tooLarge'] = [];
	let open: Batch<Input> | undefined;
	for (const input of inputs) {
		const bytes = bytesOf(input);
		if (bytes + BRACKETS > maxBytes) {
			tooLarge.push({ input, bytes: bytes + BRACKETS });
			continue;
		}
		const fits =
			open !== undefined && open.inputs.length < maxCount && open.bytes + COMMA + bytes <= maxBytes;
		if (open === undefined || !fits) {
			open = { inputs: [input], bytes: bytes + BRACKETS };
			batches.push(open);
		} else {
			open.inputs.push(input);
			open.bytes += COMMA + bytes;
		}
	}
	return { batches, tooLarge };
}
