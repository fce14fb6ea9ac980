// Every script that a person types begins here, so that it works in a fresh clone too.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const read = (file) => JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'));

/** npm writes what it really installed to node_modules/.package-lock.json. */
function isInstalled() {
	try {
		const wanted = read('package-lock.json').packages;
		const installed = read('node_modules/.package-lock.json').packages;
		return Object.entries(wanted).every(
			([path, { version, optional }]) =>
				path === '' || optional || installed[path]?.version === version,
		);
	} catch {
		return false;
	}
}

if (!isInstalled()) {
	console.log('Installing the development dependencies (npm ci, about a minute, once) …');
	const { status } = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
		cwd: new URL('..', import.meta.url),
		stdio: 'inherit',
		shell: process.platform === 'win32',
	});
	process.exit(status ?? 1);
}
