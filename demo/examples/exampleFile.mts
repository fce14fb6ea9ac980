import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { inCheckout } from '../../harness/checkout.mts';
import type { WorkflowContent } from '../../harness/n8n/rest.mts';

const node = z
	.object({
		name: z.string(),
		type: z.string(),
		disabled: z.boolean().optional(),
		credentials: z.record(z.object({ name: z.string() }).passthrough()).optional(),
	})
	.passthrough();

const workflow = z.object({
	name: z.string(),
	nodes: z.array(node),
	connections: z.record(z.unknown()),
	settings: z.record(z.unknown()).default({}),
});

/** By the node that they begin at, then by kind, such as main. */
const links = z.record(z.record(z.array(z.array(z.object({ node: z.string() })).nullable())));

/** A workflow of examples/ as it is in its file. */
export interface Example extends z.infer<typeof workflow> {
	file: string;
}

/** By credential type: what the nodes of an example get in place of the empty ids in its file. */
export type Credentials = Record<string, { id: string; name: string }>;

export async function readExamples(): Promise<Example[]> {
	const folder = inCheckout('examples');
	const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
	return await Promise.all(
		files.map(async (file) => {
			const text = await readFile(inCheckout('examples', file), 'utf8');
			return { file, ...workflow.parse(JSON.parse(text)) };
		}),
	);
}

export const MANUAL_TRIGGER = 'n8n-nodes-base.manualTrigger';
export const SCHEDULE_TRIGGER = 'n8n-nodes-base.scheduleTrigger';

const WEBHOOK = 'n8n-nodes-base.webhook';

export const isTrigger = ({ type }: { type: string }): boolean =>
	type.endsWith('Trigger') || type === WEBHOOK;

const withPollTimes = z.object({ pollTimes: z.object({}) });

/** Whether it is a trigger that polls. */
export const polls = (node: Example['nodes'][number]): boolean =>
	withPollTimes.safeParse(node['parameters']).success;

/** Whether the example has no button to be started by, and starts by itself once it is active. */
export const startsByItself = ({ nodes }: Example): boolean =>
	nodes.every(({ type }) => type !== MANUAL_TRIGGER);

const MCP_TRIGGER = '@n8n/n8n-nodes-langchain.mcpTrigger';

/**
 * The nodes that are executed: a sticky note is none, nor is a trigger that waits for something to happen beside the
 * manual one, nor what only such a trigger leads to. Of a tool that an MCP client calls n8n stores nothing (2.41.1).
 */
export function executedNodes(example: Example) {
	const waits = ({ type }: { type: string }) =>
		!startsByItself(example) && isTrigger({ type }) && type !== MANUAL_TRIGGER;
	const idle = new Set(example.nodes.filter(waits).map(({ name }) => name));
	const edges = edgesIn(example);
	for (let before = -1; before < idle.size; ) {
		before = idle.size;
		for (const { name } of example.nodes) {
			const from = edges.filter(({ to }) => to === name);
			if (from.length > 0 && from.every((edge) => idle.has(edge.from))) idle.add(name);
		}
	}
	const mcp = new Set(
		example.nodes.filter(({ type }) => type === MCP_TRIGGER).map(({ name }) => name),
	);
	for (const { from, to } of edges) if (mcp.has(to)) idle.add(from);
	return example.nodes.filter(
		({ name, type, disabled }) =>
			type !== 'n8n-nodes-base.stickyNote' && disabled !== true && !idle.has(name),
	);
}

function edgesIn({ connections }: Example): Array<{ from: string; to: string }> {
	return Object.entries(links.parse(connections)).flatMap(([from, kinds]) =>
		Object.values(kinds)
			.flat()
			.flatMap((targets) => (targets ?? []).map(({ node: to }) => ({ from, to }))),
	);
}

/** Without its button, so that nothing but its other triggers can start it. */
export function withoutButton(example: Example): Example {
	const nodes = example.nodes.filter(({ type }) => type !== MANUAL_TRIGGER);
	const connections = Object.entries(example.connections).filter(([from]) =>
		nodes.some(({ name }) => name === from),
	);
	return { ...example, nodes, connections: Object.fromEntries(connections) };
}

/** Node types of `prefix` that the examples use. */
export const typesUsed = (examples: Example[], prefix: string): string[] => [
	...new Set(
		examples.flatMap(({ nodes }) =>
			nodes.map(({ type }) => type).filter((type) => type.startsWith(prefix)),
		),
	),
];

/** The example as n8n is to get it. Throws when a node needs a credential that was not given. */
export function withCredentials(example: Example, credentials: Credentials): WorkflowContent {
	const { file, name, nodes, connections, settings } = example;
	return {
		name,
		connections,
		settings,
		nodes: nodes.map((one) => {
			if (one.credentials === undefined) return one;
			const attached = Object.keys(one.credentials).map((type) => {
				const credential = credentials[type];
				if (credential === undefined) {
					throw new Error(
						`examples/${file}, node "${one.name}": no credential ${type} is known here.`,
					);
				}
				return [type, credential];
			});
			return { ...one, credentials: Object.fromEntries(attached) };
		}),
	};
}

export const fingerprint = (content: WorkflowContent): string =>
	createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
