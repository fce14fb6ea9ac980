// What a build needs besides tsc: files that n8n reads from beside the compiled code.
const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, parallel, series, src } = require('gulp');
const { compact } = require('./scripts/packages/compact.cjs');

/** gulp 5 would re-encode binary files such as PNG without this. */
const asIs = { encoding: false, base: '.' };

async function clean() {
	await rm('dist', { recursive: true, force: true });
}

const copy = (globs) => () => src(globs, asIs).pipe(dest('dist'));

const icons = copy(['icons/*.svg']);
icons.displayName = 'icons';

/** Search words and links of each node, shown in n8n's node panel. */
const codex = copy(['nodes/**/*.node.json']);
codex.displayName = 'codex';

/** What the output of each operation looks like, shown before it ran for the first time. */
const outputSchemas = copy(['nodes/**/__schema__/**/*.json']);
outputSchemas.displayName = 'output-schemas';

async function compacted() {
	compact('dist');
}
compacted.displayName = 'compacted';

/** The packages for one service each, put together below packages/; n8n verifies no others. */
const packages = () =>
	spawn(process.execPath, ['--require', 'tsx/cjs', 'scripts/packages/build.cts'], {
		stdio: 'inherit',
	});
packages.displayName = 'packages';

exports.clean = clean;
exports['build:icons'] = icons;
exports['build:codex'] = codex;
exports['build:output-schemas'] = outputSchemas;
exports.build = series(parallel(icons, codex, outputSchemas), compacted);
exports.packages = packages;
