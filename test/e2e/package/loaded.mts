import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { N8nRest } from '../../../harness/n8n/rest.mts';
import { report } from '../figures.mts';
import { manifestOf } from './tarball.mts';

const themed = z.object({ light: z.string(), dark: z.string() });
const nodeType = z.object({
	name: z.string(),
	version: z.union([z.number(), z.array(z.number())]),
	group: z.array(z.string()),
	iconUrl: themed.or(z.string()).optional(),
	codex: z
		.object({ alias: z.array(z.string()).optional(), categories: z.array(z.string()).optional() })
		.optional(),
	usableAsTool: z.unknown(),
});
const credentialType = z.object({
	name: z.string(),
	iconUrl: themed.or(z.string()).optional(),
	supportedNodes: z.array(z.string()).optional(),
});

/** A node type as n8n serves it to its editor. */
export type LoadedNode = z.infer<typeof nodeType>;

/** What n8n serves to the editor of a package. */
interface Loaded {
	nodes: LoadedNode[];
	credentials: Array<z.infer<typeof credentialType>>;
}

/** "dist/nodes/Sety/SetyTrigger.node.js" is the node setyTrigger, "…/SetyApi.credentials.js" the credential setyApi. */
const nameOf = (file: string): string => {
	const name = file.split('/').at(-1)?.split('.')[0] ?? '';
	return name.charAt(0).toLowerCase() + name.slice(1);
};

/** All that a package promises to n8n, seen in an n8n that has no other. */
export async function assertLoaded(rest: N8nRest, unpacked: string): Promise<void> {
	const { name, n8n } = manifestOf(unpacked);
	const credentials = n8n.credentials.map(nameOf);
	const nodes = n8n.nodes.map((file) => `${name}.${nameOf(file)}`);
	// n8n makes a tool of every node that says it can be one. A trigger cannot.
	const tools = nodes.filter((type) => !type.endsWith('Trigger')).map((type) => `${type}Tool`);

	const loaded = await loadedFrom(rest, name, credentials);
	assert.deepEqual(
		loaded.nodes.map((node) => node.name).sort(),
		[...nodes, ...tools].sort(),
		'node types and their variants as tools',
	);
	assert.deepEqual(loaded.credentials.map((one) => one.name).sort(), credentials.sort());
	await assertIcons(rest, loaded);
	for (const { name: type, codex } of loaded.nodes) {
		assert.ok((codex?.alias?.length ?? 0) > 3, `${type} has search words`);
	}
	for (const { name: type, supportedNodes } of loaded.credentials) {
		assert.ok((supportedNodes?.length ?? 0) > 0, `${type} belongs to a node`);
	}
	const schemas = await assertSchemas(rest, name, unpacked);
	assert.ok(schemas > 0);
	report(
		'package',
		`${name}: types of nodes (as tools) / credentials / output schemas`,
		[`${nodes.length} (${tools.length})`, credentials.length, schemas].join(' / '),
	);
}

/** The node types of a package. */
export async function loadedNodes(rest: N8nRest, packageName: string): Promise<LoadedNode[]> {
	const nodes = z.array(nodeType).parse((await rest.served('/types/nodes.json')).body);
	return nodes.filter(({ name }) => name.startsWith(`${packageName}.`));
}

/** The node types of the package, and the credential types that the package brings by its file names. */
async function loadedFrom(
	rest: N8nRest,
	packageName: string,
	credentialNames: readonly string[],
): Promise<Loaded> {
	const credentials = z
		.array(credentialType)
		.parse((await rest.served('/types/credentials.json')).body);
	return {
		nodes: await loadedNodes(rest, packageName),
		credentials: credentials.filter(({ name }) => credentialNames.includes(name)),
	};
}

/** Every icon has a light and a dark form, and n8n serves both. */
async function assertIcons(rest: N8nRest, { nodes, credentials }: Loaded): Promise<void> {
	for (const { name, iconUrl } of [...nodes, ...credentials]) {
		const icon = themed.safeParse(iconUrl);
		assert.ok(icon.success, `${name} has no themed icon but ${JSON.stringify(iconUrl)}`);
		assert.notEqual(icon.data.light, icon.data.dark, name);
		for (const url of [icon.data.light, icon.data.dark]) {
			const { status, contentType } = await rest.served(`/${url}`);
			assert.deepEqual([status, contentType.split(';')[0]], [200, 'image/svg+xml'], url);
		}
	}
}

/** n8n serves each output schema of the unpacked package as it is in its file. Returns how many there are. */
async function assertSchemas(rest: N8nRest, packageName: string, folder: string): Promise<number> {
	const files = readdirSync(join(folder, 'dist/nodes'), { recursive: true, encoding: 'utf8' });
	const schemas = files.filter((file) => /__schema__.*\.json$/.test(file));
	for (const file of schemas) {
		const [service = '', , version = '', ...below] = file.split('/');
		const node = service.charAt(0).toLowerCase() + service.slice(1);
		// A trigger has one schema for all; it lies where the folder of a resource would begin.
		const type = below.length === 0 ? `${node}Trigger` : node;
		const path = [`/schemas/${packageName}.${type}`, version.replace(/^v/, ''), ...below];
		const { status, body } = await rest.served(path.join('/'));
		assert.equal(status, 200, path.join('/'));
		const written: unknown = JSON.parse(readFileSync(join(folder, 'dist/nodes', file), 'utf8'));
		assert.deepEqual(body, written, file);
	}
	return schemas.length;
}
