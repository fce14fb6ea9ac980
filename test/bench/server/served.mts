import { expect } from '../benchCase.mts';
import type { PlacedNode } from '../engine/workflow.mts';
import type { Entrant } from '../measuring/compare.mts';
import { entrant } from '../measuring/compare.mts';
import type { Execution } from './execution.mts';
import type { Server } from './server.mts';

/** What a node in the real n8n has to do. */
interface Served extends Pick<Entrant<Execution>, 'name' | 'before' | 'mayFail' | 'repetitions'> {
	node: PlacedNode;
	/** An item each. */
	rows: readonly object[];
	/** For warming up; all of them by default. */
	fewRows?: readonly object[];
	/** Items that come out. */
	items: number;
	verify: (execution: Execution) => Promise<void>;
}

/** An entrant that runs in the real n8n, measured there. */
export async function served(server: Server, given: Served): Promise<Entrant> {
	const { node, rows, fewRows = rows, items, verify, ...rest } = given;
	const published = await server.publish(node);
	return entrant({
		...rest,
		warmUp: async () => await published.run(fewRows),
		run: async () => await published.run(rows),
		told: (execution) => execution,
		verify: async (execution) => {
			expect(execution.items === items, `${execution.items} items came out, not ${items}`);
			await verify(execution);
		},
	});
}
