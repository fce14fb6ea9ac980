// Builds the single-service packages below packages/ from what lies there, so that each is ready for `npm pack`.
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { packageFiles } from './packageFiles.cts';
import { singleServices } from './singleServices.cts';
import { staleFiles } from './stale.cts';

const stale = staleFiles('.');
if (stale.length > 0) {
	throw new Error(`Run \`npm run generate\` first. Not as generated: ${stale.join(', ')}`);
}

const files = [...packageFiles('.').keys()];
const tsc = require.resolve('typescript/bin/tsc');
/** What n8n reads from beside the compiled code: icons, search words, output schemas. */
const AS_IS = /^(?:icons|nodes)\/.*\.(?:svg|json)$/;

for (const { name } of singleServices) {
	const place = `packages/${name}`;
	rmSync(`${place}/dist`, { recursive: true, force: true });
	execFileSync(process.execPath, [tsc, '-p', place], { stdio: 'inherit' });
	const own = files.filter((file) => file.startsWith(`${name}/`));
	for (const file of own.map((path) => path.slice(name.length + 1))) {
		if (AS_IS.test(file)) cpSync(`${place}/${file}`, `${place}/dist/${file}`);
	}
}
