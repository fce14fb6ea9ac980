/** Longer texts are no misspelt names. */
const LONGEST_WORD = 40;
/** One edit in so many letters still looks like a slip of the keyboard. */
const LETTERS_PER_EDIT = 4;

/**
 * The candidate that a misspelt word most likely means: the one with the fewest edits, else the only one that the word is
 * a whole part of (`report` of `user_report`). Undefined where none is near, or two are equally near.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
	const letters = lettersOf(word);
	if (letters === '' || letters.length > LONGEST_WORD) return undefined;
	const most = Math.max(1, Math.floor(letters.length / LETTERS_PER_EDIT));
	const distances = candidates.map((candidate) => edits(letters, lettersOf(candidate), most));
	const least = Math.min(...distances);
	if (least <= most) return onlyOne(candidates.filter((_one, index) => distances[index] === least));
	const parts = (candidate: string) => candidate.split(/[^\p{L}\p{N}]+/u).map(lettersOf);
	return onlyOne(candidates.filter((candidate) => parts(candidate).includes(letters)));
}

const onlyOne = (found: readonly string[]) => (found.length === 1 ? found[0] : undefined);

const lettersOf = (word: string): string =>
	word
		.normalize('NFKC')
		.replaceAll(/[^\p{L}\p{N}]/gu, '')
		.toLowerCase();

/**
 * Letters to insert, remove, replace or swap with the next one (optimal string alignment); more than `most` is Infinity.
 */
function edits(from: string, to: string, most: number): number {
	if (Math.abs(from.length - to.length) > most) return Infinity;
	const rows = [Array.from({ length: to.length + 1 }, (_none, column) => column)];
	const at = (row: number, column: number) => rows[row]?.[column] ?? Infinity;
	for (let row = 1; row <= from.length; row++) {
		const distances = [row];
		rows.push(distances);
		for (let column = 1; column <= to.length; column++) {
			const same = from[row - 1] === to[column - 1];
			const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
			distances.push(
				Math.min(
					at(row - 1, column) + 1,
					at(row, column - 1) + 1,
					at(row - 1, column - 1) + (same ? 0 : 1),
					swapped ? at(row - 2, column - 2) + 1 : Infinity,
				),
			);
		}
	}
	const distance = at(from.length, to.length);
	return distance > most ? Infinity : distance;
}
