/** What tells the time. */
export interface Time {
	/** Milliseconds since 1970. */
	now(): number;
	iso(): string;
}

/** The sandbox's time: real time until it is set, shifted or frozen. All times are milliseconds since 1970. */
export class Clock implements Time {
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

/** The clock of one service, which may go wrong by itself. */
export class ServiceClock implements Time {
	/** How far it is ahead of the sandbox's clock; negative when it is behind. */
	offsetMs = 0;
	/** Whether answers have a Date header. */
	dateHeader = true;

	constructor(private readonly sandbox: Time) {}

	now(): number {
		return this.sandbox.now() + this.offsetMs;
	}

	iso(): string {
		return new Date(this.now()).toISOString();
	}

	reset(): void {
		this.offsetMs = 0;
		this.dateHeader = true;
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
