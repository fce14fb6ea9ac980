import { play } from './play.cts';
import type { Story } from './story.cts';
import { clockStories } from './story.cts';
import { tell } from './tell.cts';

it.each<[number, Story['sources']]>([
	[300, ['feed']],
	[300, ['stream']],
])('up to %i stories of clocks that jump with %j', async (runs, sources) => {
	await tell(runs, clockStories(sources), play);
});
