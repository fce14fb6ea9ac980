import { play } from './play.cts';
import { backlogStories } from './story.cts';
import { tell } from './tell.cts';

it('up to 600 stories of long backlogs: nothing is lost, nothing comes twice', async () => {
	let searched = 0;
	const told = await tell(600, backlogStories, async (story) => {
		const { probes } = await play(story);
		if (probes > 0) searched++;
	});
	// Otherwise they would show nothing about the search for the end of a backlog.
	expect(searched).toBeGreaterThan(told / 3);
});
