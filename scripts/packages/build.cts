// Puts the packages for one service each together in packages/, from what this repository holds, so that each is ready
// for `npm pack`.
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packages } from '../../nodes/services.ts';
import { packageFiles, writePackageFiles } from './packageFiles.cts';

const files = packageFiles('.');
rmSync('packages', { recursive: true, force: true });
writePackageFiles(files, 'packages');

const tsc = require.resolve('typescript/bin/tsc');
const compact = join(__dirname, 'compact.cjs');
/** What n8n reads from beside the compiled code: icons, search words, output schemas. */
const AS_IS = /^(?:icons|nodes)\/.*\.(?:svg|json)$/;

for (const { packageName: name } of packages) {
	const place = `packages/${name}`;
	execFileSync(process.execPath, [tsc, '-p', place], { stdio: 'inherit' });
	const own = [...files.keys()].filter((file) => file.startsWith(`${name}/`));
	for (const file of own.map((path) => path.slice(name.length + 1))) {
		if (AS_IS.test(file)) cpSync(`${place}/${file}`, `${place}/dist/${file}`);
	}
	execFileSync(process.execPath, [compact, `${place}/dist`], { stdio: 'inherit' });
}
