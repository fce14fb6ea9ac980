import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { N8nRest } from '../../../demo/n8n/rest.mts';

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

export type LoadedNode = z.infer<typeof nodeType>;

/** What n8n serves to the editor of a package. */
export interface Loaded {
	nodes: LoadedNode[];
	credentials: Array<z.infer<typeof credentialType>>;
}

/** The node types of the package, and the credential types that the package brings by its file names. */
export async function loadedFrom(
	rest: N8nRest,
	packageName: string,
	credentialNames: readonly string[],
): Promise<Loaded> {
	const nodes = z.array(nodeType).parse((await rest.served('/types/nodes.json')).body);
	const credentials = z
		.array(credentialType)
		.parse((await rest.served('/types/credentials.json')).body);
	return {
		nodes: nodes.filter(({ name }) => name.startsWith(`${packageName}.`)),
		credentials: credentials.filter(({ name }) => credentialNames.includes(name)),
	};
}

/** Every icon has a light and a dark form, and n8n serves both. */
export async function assertIcons(rest: N8nRest, { nodes, credentials }: Loaded): Promise<void> {
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
export async function assertSchemas(
	rest: N8nRest,
	packageName: string,
	folder: string,
): Promise<number> {
	const files = readdirSync(join(folder, 'dist/nodes'), { recursive: true, encoding: 'utf8' });
	const schemas = files.filter((file) => /__schema__.*\.json$/.test(file));
	for (const file of schemas) {
		const [service = '', , version = '', ...rest_] = file.split('/');
		const node = service.charAt(0).toLowerCase() + service.slice(1);
		// A trigger has one schema for all; it lies where the folder of a resource would begin.
		const type = rest_.length === 0 ? `${node}Trigger` : node;
		const path = [`/schemas/${packageName}.${type}`, version.replace(/^v/, ''), ...rest_];
		const { status, body } = await rest.served(path.join('/'));
		assert.equal(status, 200, path.join('/'));
		const written: unknown = JSON.parse(readFileSync(join(folder, 'dist/nodes', file), 'utf8'));
		assert.deepEqual(body, written, file);
	}
	return schemas.length;
}
