import '../../harness/engine/environment.cts';

import { execFileSync } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { PackageDirectoryLoader } from 'n8n-core';

const root = join(__dirname, '../..');
let folder: string;
let files: string[];

// The build of `npm test` is packed, as a release would be.
beforeAll(() => {
	if (!existsSync(join(root, 'dist'))) execFileSync('npm', ['run', 'build'], { cwd: root });
	folder = mkdtempSync(join(tmpdir(), 'packed-'));
	const [{ filename }] = JSON.parse(
		execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
			cwd: root,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}),
	) as [{ filename: string }];
	execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
	// What a host provides, and nothing more.
	mkdirSync(join(folder, 'node_modules'));
	for (const module of ['n8n-workflow', 'zod']) {
		symlinkSync(join(root, 'node_modules', module), join(folder, 'node_modules', module));
	}
	files = readdirSync(join(folder, 'package'), { recursive: true, encoding: 'utf8' });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('holds dist, README, LICENSE, CHANGELOG and package.json, and nothing else', () => {
	const top = new Set(files.map((file) => file.split('/')[0]));

	expect([...top].sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json']);
	expect(files.filter((file) => /\.(ts|map|cts|mts|tsbuildinfo)$/.test(file))).toEqual([]);
});

it('has no dependencies, and asks the host for n8n-workflow only', () => {
	const packed = JSON.parse(readFileSync(join(folder, 'package/package.json'), 'utf8')) as {
		dependencies?: object;
		peerDependencies: object;
	};

	expect(packed.dependencies).toBeUndefined();
	expect(packed.peerDependencies).toEqual({ 'n8n-workflow': '*' });
});

it('requires n8n-workflow, zod, node:crypto and its own files, and nothing else', () => {
	const code = files.filter((file) => file.endsWith('.js'));
	const foreign = new Set<string>();
	for (const file of code) {
		const text = readFileSync(join(folder, 'package', file), 'utf8');
		for (const [, module = ''] of text.matchAll(/require\("([^"]+)"\)/g)) {
			if (!module.startsWith('.')) foreign.add(module);
			else {
				const path = resolve(folder, 'package', file, '..', module);
				expect([path, `${path}.js`, join(path, 'index.js')].some((one) => existsSync(one))).toBe(
					true,
				);
				expect(path).toContain(join(folder, 'package/dist'));
			}
		}
	}

	expect(code.length).toBeGreaterThan(50);
	expect([...foreign].sort()).toEqual(['n8n-workflow', 'node:crypto', 'zod']);
});

describe("n8n's own loader", () => {
	it('finds every node and credential that package.json names', async () => {
		const { n8n } = JSON.parse(readFileSync(join(folder, 'package/package.json'), 'utf8')) as {
			n8n: { nodes: string[]; credentials: string[] };
		};
		const loader = new PackageDirectoryLoader(join(folder, 'package'));
		await loader.loadAll();

		expect(loader.types.nodes).toHaveLength(n8n.nodes.length);
		expect(loader.types.credentials).toHaveLength(n8n.credentials.length);
	});

	it('finds the Sety node, its credential, icons, search words and output schemas', async () => {
		const loader = new PackageDirectoryLoader(join(folder, 'package'));
		await loader.loadAll();

		const node = loader.types.nodes.find(({ name }) => name === 'sety');
		const credential = loader.types.credentials.find(({ name }) => name === 'setyApi');
		expect(node).toMatchObject({
			usableAsTool: true,
			iconUrl: {
				light: 'icons/n8n-nodes-safetyops/dist/icons/sety.svg',
				dark: 'icons/n8n-nodes-safetyops/dist/icons/sety.dark.svg',
			},
			codex: { alias: expect.arrayContaining(['panic', 'sos']) },
		});
		expect(credential).toMatchObject({
			supportedNodes: expect.arrayContaining(['sety']),
			iconUrl: { light: expect.stringContaining('sety.svg') },
		});
		for (const icon of ['dist/icons/sety.svg', 'dist/icons/sety.dark.svg']) {
			expect(readFileSync(join(folder, 'package', icon)).length).toBeLessThan(4_096);
		}
		expect(files).toContain('dist/nodes/Sety/__schema__/v1.0.0/incident/create.json');
	});

	it('finds the SafetyKit node and trigger, their credential, icons and search words', async () => {
		const loader = new PackageDirectoryLoader(join(folder, 'package'));
		await loader.loadAll();
		const find = (wanted: string) => loader.types.nodes.find(({ name }) => name === wanted);

		expect(find('safetyKit')).toMatchObject({
			usableAsTool: true,
			codex: { alias: expect.arrayContaining(['content moderation']) },
		});
		expect(find('safetyKitTrigger')).toMatchObject({
			iconUrl: { light: expect.stringContaining('safetykit.svg') },
			codex: { alias: expect.arrayContaining(['review result']) },
		});
		expect(find('safetyKitTrigger')).not.toHaveProperty('usableAsTool');
		expect(
			loader.types.credentials.find(({ name }) => name === 'safetyKitApi')?.supportedNodes,
		).toEqual(expect.arrayContaining(['safetyKit', 'safetyKitTrigger']));
		expect(files).toContain('dist/nodes/SafetyKit/__schema__/v1.0.0/event/sendBatch.json');
	});
});
