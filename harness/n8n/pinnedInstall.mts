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
import { npm, runCommand } from '../process/command.mts';
import { withLock } from '../process/lock.mts';
import { limits } from '../process/timeLimit.mts';
import { elapsed, type Progress } from '../step.mts';

/** Something with a lock file of its own that is installed once for all checkouts. */
export interface PinnedInstall {
	/** Begins the name of its folder in the cache. */
	name: string;
	/** Holds its package.json and package-lock.json. */
	pinned: string;
	/** For `npm ci`, on top of those that every install has. */
	flags?: string[];
	/** What is left to do after `npm ci`; throws when the install turns out to be of no use. */
	finish?: (place: string) => Promise<void>;
}

/** The last thing that an install writes: a folder without it was interrupted, or is still being filled. */
const MARKER = 'installed-by-n8n-nodes-safetyops';
/** Longer than all limits of an install together: nobody can still be working in a folder this old. */
const ABANDONED_MS = 2 * (limits.installHost.ms + limits.compileSqlite.ms);
const COUNT_EVERY_MS = 2_000;

const lockFile = z.object({ packages: z.record(z.object({ optional: z.boolean().optional() })) });

/**
 * Installs what the lock file pins, once per lock file and user: outside the checkout, so that a fresh clone finds it
 * again. It is put together in a folder beside its place and renamed at the end, so that a start which is killed, or
 * a second one at the same time, never leaves or meets a half-filled folder. Returns that folder.
 */
export async function installPinned(
	install: PinnedInstall,
	signal: AbortSignal,
	progress: Progress,
): Promise<string> {
	const lock = await readFile(join(install.pinned, 'package-lock.json'));
	const key = createHash('sha256').update(lock).digest('hex').slice(0, 16);
	const cache = cacheFolder();
	const folder = join(cache, `${install.name}-${key}`);
	if (existsSync(join(folder, MARKER))) {
		progress.title(`${install.name}: installed already`);
		return folder;
	}
	return await withLock(
		join(cache, `installing-${key}.lock`),
		limits.waitForOtherInstall,
		signal,
		(pid) => progress.show(`process ${pid} is installing it`),
		async () => {
			if (existsSync(join(folder, MARKER))) return folder;
			await removeAbandoned(cache);
			const place = join(cache, `installing-${key}-${process.pid}-${Date.now()}`);
			try {
				await fill(install, place, signal, progress);
				await rm(folder, { recursive: true, force: true }); // it has no marker
				await rename(place, folder);
			} finally {
				await rm(place, { recursive: true, force: true, maxRetries: 3 });
			}
			progress.title(`${install.name}: installed in ${folder}`);
			return folder;
		},
	);
}

async function fill(
	{ pinned, flags = [], finish }: PinnedInstall,
	place: string,
	signal: AbortSignal,
	progress: Progress,
): Promise<void> {
	await mkdir(place, { recursive: true });
	for (const file of ['package.json', 'package-lock.json']) {
		await cp(join(pinned, file), join(place, file));
	}
	const stopCounting = await countPackages(place, progress);
	try {
		const all = ['--ignore-scripts', '--no-audit', '--no-fund', ...flags];
		await runCommand({ ...npm('ci', ...all), cwd: place, limit: limits.installHost, signal });
	} finally {
		stopCounting();
	}
	await finish?.(place);
	await writeFile(join(place, MARKER), `${new Date().toISOString()}\n`);
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
