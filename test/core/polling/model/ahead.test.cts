import { aheadStories } from './aheadStories.cts';
import { play } from './play.cts';
import { tell } from './tell.cts';

it('up to 300 stories of pages that are read ahead, and made in any order: nothing is lost, nothing comes twice', async () => {
	await tell(300, aheadStories, play);
});
