import { systemClock } from '../../nodes/shared/clock.ts';

export interface VirtualTime {
	/** The waits that were asked for, in milliseconds. */
	waits: number[];
}

export interface VirtualTimeOptions {
	random?: number;
	/** Lets the same time pass somewhere else, such as in the sandbox. */
	passElsewhere?: (ms: number) => Promise<unknown>;
}

/** Waits take no time and are counted; the clock the code sees moves on by as much. Until the end of the test. */
export function virtualTime({ random = 0.5, passElsewhere }: VirtualTimeOptions = {}): VirtualTime {
	const waits: number[] = [];
	let elapsed = 0;
	jest.spyOn(systemClock, 'now').mockImplementation(() => Date.now() + elapsed);
	jest.spyOn(systemClock, 'random').mockReturnValue(random);
	jest.spyOn(systemClock, 'sleep').mockImplementation(async (ms) => {
		waits.push(ms);
		elapsed += ms;
		await passElsewhere?.(ms);
	});
	return { waits };
}

afterEach(() => {
	jest.restoreAllMocks();
});
