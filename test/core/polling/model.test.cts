import fc from 'fast-check';

import { play } from './model/play.cts';
import type { Story } from './model/story.cts';
import { backlogStories, clockStories, stories } from './model/story.cts';

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
	'%i stories with %j: nothing is lost, nothing comes twice',
	async (runs, sources) => {
		await tell(runs, stories(sources), async (story) => void (await play(story)));
	},
);

it.each<[number, Story['sources']]>([
	[300, ['feed']],
	[300, ['stream']],
])('%i stories of clocks that jump with %j', async (runs, sources) => {
	await tell(runs, clockStories(sources), async (story) => void (await play(story)));
});

it('600 stories of long backlogs: nothing is lost, nothing comes twice', async () => {
	let searched = 0;
	const told = await tell(600, backlogStories, async (story) => {
		const { probes } = await play(story);
		if (probes > 0) searched++;
	});
	// Otherwise they would show nothing about the search for the end of a backlog.
	expect(searched).toBeGreaterThan(told / 3);
});

/** The number of stories that were told. */
async function tell(
	runs: number,
	arbitrary: fc.Arbitrary<Story>,
	playStory: (story: Story) => Promise<void>,
): Promise<number> {
	// Always the same stories, so that a change is what makes one fail; MODEL_SEED tells others.
	const seed = Number(process.env.MODEL_SEED ?? 20_260_310);
	// test/mutants wants to know whether there is a counterexample, not the shortest one.
	const part = Number(process.env.MODEL_PART ?? 1);
	const numRuns = Math.ceil(runs * part);
	await fc.assert(fc.asyncProperty(arbitrary, playStory), {
		seed,
		numRuns,
		endOnFailure: part < 1,
	});
	return numRuns;
}

afterEach(() => {
	jest.restoreAllMocks();
});
