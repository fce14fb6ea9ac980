import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { sourcesIn } from '../../scripts/imports.cts';

const root = join(__dirname, '../..');
const all = sourcesIn(root, ['nodes', 'credentials']);

function roomOf(path: string): string {
	return path.split('/').slice(0, 2).join('/');
}

it('reads the imports of every source file', () => {
	expect(all.length).toBeGreaterThan(50);
	expect(
		all.every(
			({ file, imports, typeImports }) => isLeaf(file) || imports.length + typeImports.length > 0,
		),
	).toBe(true);
});

function isLeaf(file: string): boolean {
	return readFileSync(join(root, file), 'utf8').match(/^import/m) === null;
}

it('a run needs n8n-workflow, zod and node:crypto, and nothing else', () => {
	const outside = all
		.flatMap(({ imports }) => imports)
		.filter((module) => !/^(?:nodes|credentials)\//.test(module));

	expect([...new Set(outside)].sort()).toEqual(['n8n-workflow', 'node:crypto', 'zod']);
});

it('axios is there as a type only', () => {
	const users = all.filter(({ imports }) => imports.includes('axios'));

	expect(users).toEqual([]);
});

/** Each room may import those before it. */
const ROOMS = ['nodes', 'credentials', 'scripts', 'sandbox', 'harness', 'demo', 'test'];

it.each([
	['scripts', ['nodes']],
	['sandbox', []],
	['harness', ['nodes', 'credentials', 'scripts', 'sandbox']],
	['demo', ['sandbox', 'harness']],
])('%s/ imports only %j', (room, allowed) => {
	const entered = sourcesIn(root, [room])
		.flatMap(({ imports, typeImports }) => [...imports, ...typeImports])
		.map((module) => module.split('/')[0] ?? '')
		.filter((other) => ROOMS.includes(other) && other !== room);

	expect(allowed).toEqual(expect.arrayContaining([...new Set(entered)]));
});

const LIST_OF_SERVICES = 'nodes/services';

it.each(
	all
		.filter(({ file }) => file !== `${LIST_OF_SERVICES}.ts`)
		.map(({ file, imports, typeImports }) => [file, [...imports, ...typeImports]] as const),
)('%s: the arrows run one way', (file, modules) => {
	const inside = modules.filter((module) => ROOMS.includes(module.split('/')[0] ?? ''));
	const room = roomOf(file);
	for (const module of inside) {
		expect(module).toMatch(/^(?:nodes|credentials)\//);
		// The core knows no service, and services do not know each other.
		expect([room, 'nodes/core']).toContain(roomOf(module));
		if (room === 'nodes/core') expect(roomOf(module)).toBe('nodes/core');
		expect(module).not.toMatch(/\.node$/);
	}
});

it('no text of a node names a command: the packages that users install have none', () => {
	const naming = all
		.map(({ file }) => file)
		.filter((file) => /\bnp[mx] \w/.test(readFileSync(join(root, file), 'utf8')));

	expect(naming).toEqual([]);
});

it('keeps every file small enough to be read in one go', () => {
	const long = all
		.map(({ file }) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length }))
		.filter(({ lines }) => lines > 300);

	expect(long).toEqual([]);
});
