/** The sandbox's time: real time until it is set, shifted or frozen. All times are milliseconds since 1970. */
export class Clock {
	#offset = 0;
	#frozenAt: number | null = null;

	constructor(private readonly realNow: () => number = Date.now) {}

	now(): number {
		return this.#frozenAt ?? this.realNow() + this.#offset;
	}

	iso(): string {
		return new Date(this.now()).toISOString();
	}

	get frozen(): boolean {
		return this.#frozenAt !== null;
	}

	/** Jumps to a moment; a running clock goes on from there, a frozen one stays there. */
	set(moment: number): void {
		if (this.#frozenAt === null) this.#offset = moment - this.realNow();
		else this.#frozenAt = moment;
	}

	advance(ms: number): void {
		this.set(this.now() + ms);
	}

	freeze(): void {
		this.#frozenAt = this.now();
	}

	/** Lets time pass again, from where it stood. */
	unfreeze(): void {
		const stoodAt = this.now();
		this.#frozenAt = null;
		this.set(stoodAt);
	}

	/** Back to real time. */
	reset(): void {
		this.#offset = 0;
		this.#frozenAt = null;
	}
}

export interface ClockChange {
	readonly now?: number | undefined;
	readonly advanceMs?: number | undefined;
	readonly frozen?: boolean | undefined;
}

export function setClock(clock: Clock, { now, advanceMs, frozen }: ClockChange): void {
	// First of all, so that no time passes between the other orders and the standstill.
	if (frozen === true) clock.freeze();
	if (frozen === false) clock.unfreeze();
	if (now !== undefined) clock.set(now);
	if (advanceMs !== undefined) clock.advance(advanceMs);
}
