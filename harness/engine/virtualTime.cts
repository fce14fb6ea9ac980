import { systemClock } from '../../nodes/core/clock.ts';

export interface VirtualTime {
	/** The waits that were asked for, in milliseconds. */
	waits: number[];
}

export interface VirtualTimeOptions {
	random?: number;
	/** Lets the same time pass somewhere else, such as in the sandbox. */
	passElsewhere?: (ms: number) => Promise<unknown>;
}

/**
 * Waits take no time and are counted; the clock the code sees moves on by as much, and by nothing else, however busy the
 * machine is. Until the end of the test.
 */
export function virtualTime({ random = 0.5, passElsewhere }: VirtualTimeOptions = {}): VirtualTime {
	const waits: number[] = [];
	const begun = Date.now();
	let passed = 0;
	jest.spyOn(systemClock, 'now').mockImplementation(() => begun + passed);
	jest.spyOn(systemClock, 'monotonic').mockImplementation(() => passed);
	jest.spyOn(systemClock, 'random').mockReturnValue(random);
	jest.spyOn(systemClock, 'sleep').mockImplementation(async (ms) => {
		waits.push(ms);
		// First of all there, so that a service's clock is never behind.
		await passElsewhere?.(ms);
		passed += ms;
	});
	return { waits };
}

/** The first wait has no end, and the execution is cancelled in it. Until the end of the test. */
export function cancelledInWait(): VirtualTime & { onStart(cancel: () => void): void } {
	const waits: number[] = [];
	let cancelExecution = () => {};
	jest.spyOn(systemClock, 'sleep').mockImplementation(async (ms) => {
		waits.push(ms);
		cancelExecution();
		await new Promise(() => {});
	});
	return { waits, onStart: (cancel) => (cancelExecution = cancel) };
}

/** How many times faster time passes. */
const IDLE_FASTER = 10;

/**
 * Makes time limits and `performance.now` ten times as fast, so that the node soon gives up a download in which nothing comes
 * in. Until the end of the test.
 */
export function soonIdle(): void {
	const now = performance.now.bind(performance);
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	const begun = now();
	jest.spyOn(performance, 'now').mockImplementation(() => begun + (now() - begun) * IDLE_FASTER);
	jest
		.spyOn(AbortSignal, 'timeout')
		.mockImplementation((ms) => timeout(Math.ceil(ms / IDLE_FASTER)));
}

/** The machine's clock stands still, so that two executions begin at the same moment. Until the end of the test. */
export function standingClock(): void {
	jest.spyOn(Date, 'now').mockReturnValue(Date.now());
}

afterEach(() => {
	jest.restoreAllMocks();
});
