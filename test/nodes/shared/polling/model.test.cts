import fc from 'fast-check';

import { play } from './model/play.cts';
import type { Story } from './model/story.cts';
import { stories } from './model/story.cts';

/**
 * Stories of what can happen to a trigger, played against the engine in memory: see model/story.cts for what may
 * happen, and model/play.cts for what must hold. A failing story is printed in its shortest form.
 */
const plays: Array<[runs: number, sources: Story['sources']]> = [
	[2_600, ['feed']],
	[1_200, ['feed', 'collection']],
	[1_000, ['stream']],
	[300, ['stream', 'feed', 'collection']],
];

it.each(plays)(
	// Always the same stories, so that a change is what makes one fail; MODEL_SEED tells others.
	'%i stories with %j: nothing is lost, nothing comes twice',
	async (numRuns, sources) => {
		const seed = Number(process.env.MODEL_SEED ?? 20_260_310);
		// test/mutants wants to know whether there is a counterexample, not the shortest one.
		const part = Number(process.env.MODEL_PART ?? 1);
		const limits = { numRuns: Math.ceil(numRuns * part), endOnFailure: part < 1 };
		await fc.assert(
			fc.asyncProperty(stories(sources), async (story) => await play(story)),
			{ seed, ...limits },
		);
	},
	120_000,
);

afterEach(() => {
	jest.restoreAllMocks();
});
