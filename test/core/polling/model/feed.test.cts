import { play } from './play.cts';
import { stories } from './story.cts';
import { tell } from './tell.cts';

it('up to 2600 stories of a feed: nothing is lost, nothing comes twice', async () => {
	await tell(2_600, stories(['feed']), play);
});
