import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packageFiles, writePackageFiles } from '../../scripts/packages/packageFiles.cts';
import { packages } from '../../nodes/services.ts';

const root = join(__dirname, '../..');
const modules = join(root, 'node_modules');
const folder = mkdtempSync(join(tmpdir(), 'n8n-lint-'));

beforeAll(() => {
	writePackageFiles(packageFiles(root), folder);
	for (const { packageName } of packages) {
		symlinkSync(modules, join(folder, packageName, 'node_modules'));
	}
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** n8n's lint, as a reviewer of n8n would run it in the folder of a package. */
function lint(name: string) {
	const program = join(modules, '@n8n/node-cli/bin/n8n-node.mjs');
	const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'lint'], {
		cwd: join(folder, name),
		encoding: 'utf8',
		// Jest's NODE_ENV makes n8n's rules take every file for that of a node.
		env: { ...process.env, NODE_ENV: undefined },
	});
	return { status, said: `${stdout}${stderr}` };
}

it.each(packages)('$packageName passes n8n’s strict lint by itself', ({ packageName }) => {
	const { status, said } = lint(packageName);

	expect(said).not.toMatch(/Strict mode violation|✖/);
	expect(status).toBe(0);
});

it('the lint finds fault with sources that are not allowed', () => {
	const [{ packageName, name } = { packageName: '', name: '' }] = packages;
	appendFileSync(join(folder, packageName, `nodes/${name}/${name}.node.ts`), "import 'node:fs';\n");
	const { status, said } = lint(packageName);

	expect(said).toContain('no-restricted-imports');
	expect(status).toBe(1);
});
