const LETTERS_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Repeatable randomness (mulberry32): the same seed gives the same sandbox on every run. */
export class SeededRandom {
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0;
	}

	/** At least 0, below 1. */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	between(low: number, high: number): number {
		return low + this.next() * (high - low);
	}

	/** A whole number; both ends are possible. */
	integer(low: number, high: number): number {
		return Math.floor(this.between(low, high + 1));
	}

	pick<T>(choices: readonly [T, ...T[]]): T {
		return choices[this.integer(0, choices.length - 1)] ?? choices[0];
	}

	/** `prefix` and 16 lower-case letters and digits, the form of the documented `inc_a1b2c3d4e5f6g7h8`. */
	id(prefix: string): string {
		let id = prefix;
		for (let count = 0; count < 16; count++) {
			id += LETTERS_AND_DIGITS.charAt(this.integer(0, LETTERS_AND_DIGITS.length - 1));
		}
		return id;
	}
}
