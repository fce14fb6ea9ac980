import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { z } from 'zod';
import { CHECKOUT, inCheckout } from '../../../harness/checkout.mts';
import { PACKAGE_NAME } from '../../../harness/n8n/communityPackage.mts';
import { packPackage } from '../../../harness/pack.mts';
import { npm, runCommand } from '../../../harness/process/command.mts';
import { Shutdown } from '../../../harness/process/shutdown.mts';
import { temporaryFolder } from '../../../harness/process/temporaryFolder.mts';
import { limits } from '../../../harness/process/timeLimit.mts';
import { openStage, quiet } from '../stage.mts';
import { keepTarball } from '../tarballs.mts';
import { assertLoaded } from './loaded.mts';
import { scanSources, scanTarball } from './scan.mts';
import { packagesOfServices, sourcesToPublish } from './scripts.mts';
import { manifestOf, pack, unpack } from './tarball.mts';
import { assertLinks, assertTexts } from './texts.mts';

const shutdown = new Shutdown();
const { signal } = shutdown;
const folder = temporaryFolder('n8n-packages-');
/** The repository as it would be published. */
const repository = join(folder, 'repository');
const unpackedOf = (name: string): string => join(folder, name, 'package');
/** By the name of the package. */
const tarballs = new Map<string, string>();

/** Packs all of them, and unpacks them as n8n does. */
before(async () => {
	await sourcesToPublish(repository, signal);
	tarballs.set(PACKAGE_NAME, await packPackage(signal, quiet));
	const building = { cwd: CHECKOUT, limit: limits.build, signal };
	await runCommand({ ...npm('exec', 'gulp', 'packages'), ...building });
	for (const { name } of packagesOfServices) {
		const place = join(folder, `${name}-packed`);
		tarballs.set(name, await pack(inCheckout('packages', name), place, signal));
	}
	for (const [name, tarball] of tarballs) await unpack(tarball, join(folder, name), signal);
});
after(() => shutdown.end());

const packages = [
	{
		name: PACKAGE_NAME,
		chapters: [
			...['Install', 'Examples', 'What holds for every operation', 'The oldest n8n'],
			...packagesOfServices.map(({ heading }) => heading),
		],
		foreign: [],
		isService: false,
	},
	...packagesOfServices.map(({ name, service, heading, readsRecordsOf, chapters }) => ({
		name,
		chapters: [heading, ...chapters.own, ...chapters.common, ...chapters.aboutCalls],
		foreign: [
			...packagesOfServices
				.map((one) => one.service)
				.filter((other) => other !== service && !readsRecordsOf.includes(other)),
			`"${PACKAGE_NAME}\\.`,
		],
		isService: readsRecordsOf.length === 0,
	})),
];

for (const { name, chapters, foreign, isService } of packages) {
	it(`${name} loads whole in a clean n8n that has no other package`, async () => {
		const stage = await openStage(shutdown, {
			package: { name, tarball: tarballs.get(name) ?? '' },
		});
		await assertLoaded(stage.rest, unpackedOf(name));
		assertKnown(examplesIn(unpackedOf(name)), await stage.rest.nodeTypes());
		await stage.n8n.stop();
	});

	it(`${name} comes with README, LICENSE and CHANGELOG`, () => {
		assertTexts(unpackedOf(name), name, chapters);
	});

	if (foreign.length > 0) {
		it(`${name} is whole without the other services, and holds nothing of them`, () => {
			const files = filesIn(unpackedOf(name));
			const found = new RegExp(`(?:\\b|(?="))(?:${foreign.join('|')})`, 'i');
			assert.ok(files.length > 50);
			assert.deepEqual(
				files.filter(
					(file) =>
						found.test(file) || found.test(readFileSync(join(unpackedOf(name), file), 'utf8')),
				),
				[],
			);
			assertLinks(unpackedOf(name));
			if (isService) assert.ok(examplesIn(unpackedOf(name)).length > 0);
		});
	}

	it(`${name} passes n8n's scan, in its sources and as it ships`, async () => {
		const { version, n8n } = manifestOf(unpackedOf(name));
		const { root, fault } = await scanSources(repository, name, signal);
		assert.equal(fault, '');
		// The scan was given the sources of all that ships.
		const sources = [...n8n.nodes, ...n8n.credentials].map((file) =>
			file.replace(/^dist\//, '').replace(/\.js$/, '.ts'),
		);
		assert.deepEqual(
			sources.filter((file) => !existsSync(join(root ?? '', file))),
			[],
		);
		assert.equal(await scanTarball(unpackedOf(name), signal), '');
		keepTarball(tarballs.get(name) ?? '', { name, version });
	});
}

it('the scan finds fault with what ships and is not allowed', async () => {
	const copy = join(temporaryFolder('n8n-package-'), 'copy');
	cpSync(unpackedOf(PACKAGE_NAME), copy, { recursive: true });
	addTo(join(copy, 'dist/nodes/Sety/Sety.node.js'), "require('node:fs');");

	assert.match(await scanTarball(copy, signal), /no-restricted-imports/);
});

it('the scan finds fault with sources that are not allowed', async () => {
	const name = 'n8n-nodes-sety';
	const copy = join(temporaryFolder('n8n-package-'), 'copy');
	cpSync(join(repository, 'packages', name), copy, { recursive: true });
	addTo(join(copy, 'nodes/Sety/Sety.node.ts'), "import 'node:fs';");

	assert.match((await scanSources(copy, name, signal)).fault, /no-restricted-imports/);
});

it('a package that is not in the repository, and one with nothing in it, do not pass', async () => {
	const empty = temporaryFolder('n8n-package-');

	assert.match((await scanSources(empty, PACKAGE_NAME, signal)).fault, /does not find/);
	assert.match(await scanTarball(empty, signal), /No files/);
});

const addTo = (file: string, line: string): void =>
	writeFileSync(file, `${readFileSync(file, 'utf8')}\n${line}\n`);

/** Relative to the folder. */
const filesIn = (unpacked: string): string[] =>
	readdirSync(unpacked, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(unpacked.length));

const workflow = z.object({ nodes: z.array(z.object({ type: z.string() })) });

/** The types of nodes in each example of the package. */
const examplesIn = (unpacked: string) =>
	filesIn(unpacked)
		.filter((file) => file.startsWith('/examples/'))
		.map((file) => {
			const { nodes } = workflow.parse(JSON.parse(readFileSync(join(unpacked, file), 'utf8')));
			return { file, types: nodes.map(({ type }) => type) };
		});

function assertKnown(examples: ReturnType<typeof examplesIn>, known: ReadonlySet<string>): void {
	for (const { file, types } of examples) {
		assert.deepEqual(
			types.filter((type) => !known.has(type)),
			[],
			file,
		);
	}
}
