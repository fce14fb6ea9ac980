import { InvalidInput } from '../failures/failures';

/**
 * Does work that looks into values of an item. One that throws when it is looked at, such as an object of a script, or
 * that holds itself, is bad input like any other. Throws InvalidInput for it.
 */
export function readable<Result>(work: () => Result): Result {
	let reason: unknown;
	try {
		return work();
	} catch (thrown) {
		reason = thrown;
	}
	throw reason instanceof TypeError || reason instanceof RangeError ? unreadable() : reason;
}

const unreadable = () =>
	new InvalidInput(
		'A field holds a value that cannot be read',
		'An expression gives an object of a script, or one that holds itself. Map text, numbers, lists or plain objects instead.',
	);
