import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const root = join(__dirname, '../..');
const gallery = readFileSync(join(root, 'docs/examples.md'), 'utf8');

const workflow = z.object({
	nodes: z.array(
		z.object({
			name: z.string(),
			type: z.string(),
			position: z.tuple([z.number(), z.number()]),
			parameters: z
				// Of a note; a node with its name below it takes so much of n8n's canvas.
				.object({ width: z.number().default(128), height: z.number().default(128) })
				.passthrough(),
		}),
	),
});

type Node = z.infer<typeof workflow>['nodes'][number];

const STICKY = 'n8n-nodes-base.stickyNote';

const examples = readdirSync(join(root, 'examples')).map((file) => {
	const text = readFileSync(join(root, 'examples', file), 'utf8');
	return { file, ...workflow.parse(JSON.parse(text)) };
});

function boxOf({ position: [left, top], parameters: { width, height } }: Node) {
	return { left, top, right: left + width, bottom: top + height };
}

function overlap(one: Node, other: Node): boolean {
	const [a, b] = [boxOf(one), boxOf(other)];
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

describe.each(examples)('examples/$file', ({ file, nodes }) => {
	it('is explained by a note', () => {
		expect(nodes.filter(({ type }) => type === STICKY)).not.toEqual([]);
	});

	it('has nothing that lies on something else', () => {
		const pairs = nodes.flatMap((one, index) =>
			nodes.slice(index + 1).map((other): [Node, Node] => [one, other]),
		);
		const overlapping = pairs
			.filter(([one, other]) => overlap(one, other))
			.map(([one, other]) => `${one.name} / ${other.name}`);

		expect(overlapping).toEqual([]);
	});

	it('is in the gallery', () => {
		expect(gallery).toContain(`](../examples/${file}) |`);
	});
});
