import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A workflow that comes with a package. */
export interface PackedExample {
	file: string;
	/** Its name in n8n. */
	name: string;
}

const workflow = z.object({
	name: z.string(),
	nodes: z.array(z.object({ type: z.string() })),
});

/** The examples that need no other nodes of the combined package than those of the given types. */
export function examplesFor(
	root: string,
	combined: string,
	types: readonly string[],
): PackedExample[] {
	// n8n makes a second type of every node that an agent may use as a tool.
	const isThere = (type: string) => types.includes(type.replace(/Tool$/, ''));
	return readdirSync(join(root, 'examples'))
		.filter((file) => file.endsWith('.json'))
		.map((file) => {
			const text = readFileSync(join(root, 'examples', file), 'utf8');
			return { file, ...workflow.parse(JSON.parse(text)) };
		})
		.filter(({ nodes }) =>
			nodes.every(({ type }) => !type.startsWith(`${combined}.`) || isThere(type)),
		)
		.map(({ file, name }) => ({ file, name }));
}
