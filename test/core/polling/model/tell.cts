import fc from 'fast-check';

import { PART_OF_RUNS } from '../../partOfRuns.cts';
import type { Story } from './story.cts';

/**
 * Tells stories of what can happen to a trigger: see story.cts for what may happen, and play.cts for what must hold. A
 * failing story is printed in its shortest form.
 *
 * @returns the number of stories that were told
 */
export async function tell(
	runs: number,
	arbitrary: fc.Arbitrary<Story>,
	playStory: (story: Story) => Promise<unknown>,
): Promise<number> {
	// Always the same stories, so that a change is what makes one fail; MODEL_SEED tells others.
	const seed = Number(process.env.MODEL_SEED ?? 20_260_310);
	// test/mutants wants to know whether there is a counterexample, not the shortest one.
	const ofMutants = process.env.MODEL_PART;
	const part = Number(ofMutants ?? PART_OF_RUNS);
	const numRuns = Math.ceil(runs * part);
	const property = fc.asyncProperty(arbitrary, async (story) => void (await playStory(story)));
	await fc.assert(property, { seed, numRuns, endOnFailure: ofMutants !== undefined });
	return numRuns;
}
