import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { z } from 'zod';
import { CHECKOUT, inCheckout } from '../../../demo/checkout.mts';
import { PACKAGE_NAME } from '../../../demo/n8n/communityPackage.mts';
import type { N8nRest } from '../../../demo/n8n/rest.mts';
import { packPackage } from '../../../demo/pack.mts';
import { npm, runCommand } from '../../../demo/process/command.mts';
import { Shutdown } from '../../../demo/process/shutdown.mts';
import { temporaryFolder } from '../../../demo/process/temporaryFolder.mts';
import { limits } from '../../../demo/process/timeLimit.mts';
import { report } from '../figures.mts';
import { openStage, quiet } from '../stage.mts';
import { assertIcons, assertSchemas, loadedFrom } from './loaded.mts';
import { scan } from './scan.mts';
import { pack, unpack } from './tarball.mts';

const shutdown = new Shutdown();
const { signal } = shutdown;
const folder = temporaryFolder('n8n-packages-');
after(() => shutdown.end());

const manifest = z.object({
	name: z.string(),
	n8n: z.object({ nodes: z.array(z.string()), credentials: z.array(z.string()) }),
});

/** "dist/nodes/Sety/SetyTrigger.node.js" is the node setyTrigger, "…/SetyApi.credentials.js" the credential setyApi. */
const nameOf = (file: string): string => {
	const name = file.split('/').at(-1)?.split('.')[0] ?? '';
	return name.charAt(0).toLowerCase() + name.slice(1);
};

/** All that a package promises to n8n, seen in an n8n that has no other. */
async function assertLoaded(rest: N8nRest, unpacked: string): Promise<void> {
	const { name, n8n } = manifest.parse(
		JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')),
	);
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

it('the combined package loads whole in a clean n8n', async () => {
	const unpacked = await unpack(await packPackage(signal, quiet), join(folder, 'all'), signal);
	const stage = await openStage(shutdown);
	await assertLoaded(stage.rest, unpacked);
	await stage.n8n.stop();
});

it("the combined package passes n8n's scan, in its sources and as it ships", async () => {
	assert.equal(await scan(CHECKOUT, 'sources', signal), '');
	assert.equal(await scan(join(folder, 'all/package'), 'tarball', signal), '');
});

it('a package would not pass the scan if it did what is not allowed', async () => {
	const copy = await unpack(await packPackage(signal, quiet), join(folder, 'bad'), signal);
	const file = join(copy, 'dist/nodes/Sety/Sety.node.js');
	writeFileSync(file, `${readFileSync(file, 'utf8')}\nrequire('node:fs');\n`);

	assert.match(await scan(copy, 'tarball', signal), /no-restricted-imports/);
});

const names = ['n8n-nodes-sety', 'n8n-nodes-samsara-safety', 'n8n-nodes-safetykit'];
const services = ['Sety', 'Samsara', 'SafetyKit'];

it('the packages for one service are assembled from what is built', async () => {
	const limit = limits.build;
	await runCommand({ ...npm('run', 'build'), cwd: CHECKOUT, limit, signal });
	await runCommand({ ...npm('exec', 'gulp', 'packages'), cwd: CHECKOUT, limit, signal });
	assert.deepEqual(readdirSync(inCheckout('packages')).sort(), [...names].sort());
});

for (const [index, name] of names.entries()) {
	const source = inCheckout('packages', name);

	it(`${name} compiles, and holds nothing of the other services`, async () => {
		await runCommand({
			...npm('exec', 'tsc', '--', '-p', join(source, 'tsconfig.json'), '--noEmit'),
			cwd: CHECKOUT,
			limit: limits.build,
			signal,
		});
		const others = services.filter((_, other) => other !== index);
		const files = readdirSync(source, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && entry.name !== 'CHANGELOG.md')
			.map((entry) => join(entry.parentPath, entry.name));
		assert.deepEqual(
			files.filter((file) => others.some((other) => file.includes(`/${other}`))),
			[],
		);
		const foreign = new RegExp(`\\b(?:${others.join('|')})|"${PACKAGE_NAME}\\.`, 'i');
		const shipped = files.filter((file) => /\/(?:dist|examples)\/|package\.json$/.test(file));
		assert.deepEqual(
			shipped.filter((file) => foreign.test(readFileSync(file, 'utf8'))),
			[],
		);
	});

	it(`${name} loads alone, with its examples, and passes the scan`, async () => {
		const tarball = await pack(source, join(folder, name), signal);
		const unpacked = await unpack(tarball, join(folder, `${name}-unpacked`), signal);
		const stage = await openStage(shutdown, { package: { name, tarball } });
		await assertLoaded(stage.rest, unpacked);
		const types = await stage.rest.nodeTypes();
		const examples = readdirSync(join(unpacked, 'examples'));
		assert.ok(examples.length > 0);
		for (const file of examples) {
			const { nodes } = z
				.object({ nodes: z.array(z.object({ type: z.string() })) })
				.parse(JSON.parse(readFileSync(join(unpacked, 'examples', file), 'utf8')));
			assert.deepEqual(
				nodes.map(({ type }) => type).filter((type) => !types.has(type)),
				[],
				file,
			);
		}
		await stage.n8n.stop();

		assert.equal(await scan(source, 'sources', signal), '');
		assert.equal(await scan(unpacked, 'tarball', signal), '');
	});
}
