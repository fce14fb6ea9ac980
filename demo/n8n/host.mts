import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
	access,
	cp,
	mkdir,
	readdir,
	readFile,
	rename,
	rm,
	stat,
	writeFile,
} from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { inCheckout } from '../checkout.mts';
import { npm, runCommand } from '../process/command.mts';
import { withLock } from '../process/lock.mts';
import { limits } from '../process/timeLimit.mts';
import { elapsed, type Progress } from '../step.mts';
import { bundledNode, nodeForN8n } from './hostNode.mts';

/** An n8n that is installed and was seen to load its database driver. */
export interface N8nHost {
	folder: string;
	version: string;
	/** The Node that n8n is to be run with. */
	node: string;
}

/** The last thing that an install writes: a folder without it was interrupted, or is still being filled. */
const MARKER = 'installed-by-n8n-nodes-safetyops';
/** Longer than all limits of an install together: nobody can still be working in a folder this old. */
const ABANDONED_MS = 2 * (limits.installHost.ms + limits.compileSqlite.ms);
const COUNT_EVERY_MS = 2_000;

const PINNED = inCheckout('demo', 'host');
const manifest = z.object({ dependencies: z.object({ n8n: z.string() }) });
const lockFile = z.object({ packages: z.record(z.object({ optional: z.boolean().optional() })) });

/**
 * Installs the n8n that demo/host pins, once per lock file and user: outside the checkout, so that a fresh clone
 * finds it again. It is put together in a folder beside its place and renamed at the end, so that a start which is
 * killed, or a second one at the same time, never leaves or meets a half-installed n8n.
 */
export async function installHost(signal: AbortSignal, progress: Progress): Promise<N8nHost> {
	const lock = await readFile(join(PINNED, 'package-lock.json'));
	const pinned = manifest.parse(JSON.parse(await readFile(join(PINNED, 'package.json'), 'utf8')));
	const version = pinned.dependencies.n8n;
	const key = createHash('sha256').update(lock).digest('hex').slice(0, 16);
	const cache = cacheFolder();
	const folder = join(cache, `n8n-${key}`);
	const host = () => ({ folder, version, node: nodeForN8n(folder, version) });

	if (existsSync(join(folder, MARKER))) {
		progress.title(`n8n ${version}: installed already`);
		return host();
	}
	return await withLock(
		join(cache, `installing-${key}.lock`),
		limits.waitForOtherInstall,
		signal,
		(pid) => progress.show(`process ${pid} is installing it`),
		async () => {
			if (existsSync(join(folder, MARKER))) return host();
			await removeAbandoned(cache);
			const place = join(cache, `installing-${key}-${process.pid}-${Date.now()}`);
			try {
				await fill(place, version, signal, progress);
				await rm(folder, { recursive: true, force: true }); // it has no marker
				await rename(place, folder);
			} finally {
				await rm(place, { recursive: true, force: true, maxRetries: 3 });
			}
			progress.title(`n8n ${version}: installed in ${folder}`);
			return host();
		},
	);
}

async function fill(place: string, version: string, signal: AbortSignal, progress: Progress) {
	await mkdir(place, { recursive: true });
	for (const file of ['package.json', 'package-lock.json']) {
		await cp(join(PINNED, file), join(place, file));
	}
	const stopCounting = await countPackages(place, progress);
	try {
		const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
		await runCommand({ ...npm('ci', ...flags), cwd: place, limit: limits.installHost, signal });
	} finally {
		stopCounting();
	}
	const node = nodeForN8n(place, version);
	await compileSqlite(place, signal, progress);
	await runCommand({
		file: node,
		args: ['--eval', "require('sqlite3')"],
		cwd: place,
		limit: limits.tryHost,
		signal,
	});
	await writeFile(join(place, MARKER), `${new Date().toISOString()}\n`);
}

/** The only script of the tree that n8n needs: its database driver. All others stay off. */
async function compileSqlite(place: string, signal: AbortSignal, progress: Progress) {
	const started = Date.now();
	// The Node in the lock file has its headers with it, so that none have to be fetched from anywhere.
	const headers = bundledNode(place)?.headers;
	const clock = setInterval(
		() => progress.show(`compiling sqlite3, ${elapsed(started)}`),
		COUNT_EVERY_MS,
	);
	try {
		await runCommand({
			...npm('rebuild', 'sqlite3', '--ignore-scripts=false'),
			cwd: place,
			env: headers === undefined ? {} : { npm_config_nodedir: headers },
			limit: limits.compileSqlite,
			signal,
		});
	} finally {
		clearInterval(clock);
	}
}

/** npm says nothing while it installs, but the packages can be counted. */
async function countPackages(place: string, progress: Progress): Promise<() => void> {
	const lock = lockFile.parse(JSON.parse(await readFile(join(place, 'package-lock.json'), 'utf8')));
	const wanted = Object.entries(lock.packages)
		.filter(([path, { optional }]) => path !== '' && !optional)
		.map(([path]) => join(place, path, 'package.json'));
	const started = Date.now();
	const timer = setInterval(() => {
		void Promise.allSettled(wanted.map((file) => access(file))).then((found) => {
			const there = found.filter(({ status }) => status === 'fulfilled').length;
			progress.show(`${there} of ${wanted.length} packages, ${elapsed(started)}`);
		});
	}, COUNT_EVERY_MS);
	return () => clearInterval(timer);
}

/** What starts that were killed the hard way have left. */
async function removeAbandoned(cache: string): Promise<void> {
	for (const name of await readdir(cache)) {
		const path = join(cache, name);
		if (!name.startsWith('installing-') || name.endsWith('.lock')) continue;
		const { mtimeMs } = await stat(path);
		if (mtimeMs < Date.now() - ABANDONED_MS) await rm(path, { recursive: true, force: true });
	}
}

function cacheFolder(): string {
	const base = process.env['XDG_CACHE_HOME'] ?? '';
	return join(base === '' ? join(homedir(), '.cache') : base, 'n8n-nodes-safetyops');
}
