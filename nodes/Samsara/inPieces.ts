import { ApiFailure } from '../core/failures/failures';
import { orApiFailure } from '../core/http/callFailure';
import { isTooLarge } from './api/refusals';

/** Asks for what belongs to some of the ids. */
type Ask<Result> = (some: readonly string[]) => Promise<Result[]>;

/**
 * Asks for lists of ids in requests of at most `largest` ids, one after the other. One that is too large is halved, and
 * what was too large once is not tried again, so this lives as long as the client. Throws the ApiFailure of any other
 * refusal, and that of a single id that is too large.
 */
export function inPieces(largest: number) {
	let size = largest;
	return async <Result>(ids: readonly string[], ask: Ask<Result>): Promise<Result[]> => {
		const results: Result[] = [];
		let from = 0;
		while (from < ids.length) {
			const some = ids.slice(from, from + size);
			const answer = await orApiFailure(ask(some));
			if (answer instanceof ApiFailure) {
				if (!isTooLarge(answer) || some.length === 1) throw answer;
				size = Math.min(size, Math.ceil(some.length / 2));
				continue;
			}
			for (const result of answer) results.push(result);
			from += some.length;
		}
		return results;
	};
}
