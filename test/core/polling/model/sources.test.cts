import { play } from './play.cts';
import type { Story } from './story.cts';
import { stories } from './story.cts';
import { tell } from './tell.cts';

it.each<[number, Story['sources']]>([
	[1_200, ['feed', 'collection']],
	[1_000, ['stream']],
	[300, ['stream', 'feed', 'collection']],
])('up to %i stories with %j: nothing is lost, nothing comes twice', async (runs, sources) => {
	await tell(runs, stories(sources), play);
});
