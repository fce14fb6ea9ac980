import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { inCheckout } from '../checkout.mts';
import { npm, runCommand } from '../process/command.mts';
import { limits } from '../process/timeLimit.mts';
import { elapsed, type Progress } from '../step.mts';
import { bundledNode, nodeForN8n } from './hostNode.mts';
import { installPinned } from './pinnedInstall.mts';

/** An n8n that is installed and was seen to load its database driver. */
export interface N8nHost {
	folder: string;
	version: string;
	/** The Node that n8n is to be run with. */
	node: string;
}

const SHOW_EVERY_MS = 2_000;

const PINNED = inCheckout('harness', 'host');
const manifest = z.object({ dependencies: z.object({ n8n: z.string() }) });

/** Installs the n8n that harness/host pins: once per lock file and user. */
export async function installHost(signal: AbortSignal, progress: Progress): Promise<N8nHost> {
	const pinned = manifest.parse(JSON.parse(await readFile(join(PINNED, 'package.json'), 'utf8')));
	const version = pinned.dependencies.n8n;
	const folder = await installPinned(
		{
			name: 'n8n',
			pinned: PINNED,
			flags: ['--legacy-peer-deps'],
			finish: async (place) => {
				await compileSqlite(place, signal, progress);
				await runCommand({
					file: nodeForN8n(place, version),
					args: ['--eval', "require('sqlite3')"],
					cwd: place,
					limit: limits.tryHost,
					signal,
				});
			},
		},
		signal,
		progress,
	);
	return { folder, version, node: nodeForN8n(folder, version) };
}

/** The only script of the tree that n8n needs: its database driver. All others stay off. */
async function compileSqlite(place: string, signal: AbortSignal, progress: Progress) {
	const started = Date.now();
	// The Node in the lock file has its headers with it, so that none have to be fetched from anywhere.
	const headers = bundledNode(place)?.headers;
	const clock = setInterval(
		() => progress.show(`compiling sqlite3, ${elapsed(started)}`),
		SHOW_EVERY_MS,
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
