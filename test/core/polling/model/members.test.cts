import { play } from './play.cts';
import { memberStories } from './story.cts';
import { tell } from './tell.cts';

it('up to 600 stories of members that go and return: each change comes once, under its own name', async () => {
	await tell(600, memberStories, play);
});
