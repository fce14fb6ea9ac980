import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packageFiles, writePackageFiles } from '../../scripts/packages/packageFiles.cts';
import { packages } from '../../nodes/services.ts';

const root = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'n8n-lint-'));
const [{ packageName: first, name: node } = { packageName: '', name: '' }] = packages;
const WITH_A_FAULT = `${first}-with-a-fault`;

interface Result {
	status: number;
	said: string;
}

/** Of each folder, what n8n's lint says of it, as a reviewer of n8n would run it there. */
let results: ReadonlyMap<string, Result | undefined>;

beforeAll(() => {
	writePackageFiles(packageFiles(root), folder);
	cpSync(join(folder, first), join(folder, WITH_A_FAULT), { recursive: true });
	appendFileSync(
		join(folder, WITH_A_FAULT, `nodes/${node}/${node}.node.ts`),
		"import 'node:fs';\n",
	);
	const names = [...packages.map(({ packageName }) => packageName), WITH_A_FAULT];
	for (const name of names) {
		symlinkSync(join(root, 'node_modules'), join(folder, name, 'node_modules'));
	}
	const program = [join(__dirname, 'lintPackages.cjs'), ...names.map((name) => join(folder, name))];
	const { stdout, stderr } = spawnSync(process.execPath, program, {
		encoding: 'utf8',
		// Jest's NODE_ENV makes n8n's rules take every file for that of a node.
		env: { ...process.env, NODE_ENV: undefined },
	});
	expect(stderr).toBe('');
	const inOrder = JSON.parse(stdout) as Result[];
	results = new Map(names.map((name, index) => [name, inOrder[index]]));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(packages)('$packageName passes n8n’s strict lint by itself', ({ packageName }) => {
	const { status, said } = results.get(packageName) ?? {};

	expect(said).not.toMatch(/Strict mode violation|✖/);
	expect(status).toBe(0);
});

it('the lint finds fault with sources that are not allowed', () => {
	const { status, said } = results.get(WITH_A_FAULT) ?? {};

	expect(said).toContain('no-restricted-imports');
	expect(status).toBe(1);
});
