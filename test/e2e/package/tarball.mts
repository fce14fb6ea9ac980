import { readFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { npm, runCommand } from '../../../harness/process/command.mts';
import { limits } from '../../../harness/process/timeLimit.mts';

const manifest = z.object({
	name: z.string(),
	version: z.string(),
	n8n: z.object({ nodes: z.array(z.string()), credentials: z.array(z.string()) }),
});

/** What the package.json of an unpacked package promises. */
export const manifestOf = (unpacked: string): z.infer<typeof manifest> =>
	manifest.parse(JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')));

/** What `npm pack` makes of a folder that is built already. Returns the path of the tarball. */
export async function pack(folder: string, into: string, signal: AbortSignal): Promise<string> {
	await mkdir(into, { recursive: true });
	await runCommand({
		...npm('pack', '--ignore-scripts', '--pack-destination', into),
		cwd: folder,
		limit: limits.pack,
		signal,
	});
	const [file] = await readdir(into);
	if (file === undefined) throw new Error(`\`npm pack\` has made no tarball of ${folder}.`);
	return join(into, file);
}

/** Returns the folder that the package is in afterwards. */
export async function unpack(tarball: string, into: string, signal: AbortSignal): Promise<string> {
	await mkdir(into, { recursive: true });
	const args = ['-xzf', tarball, '-C', into];
	await runCommand({ file: 'tar', args, cwd: into, limit: limits.unpack, signal });
	return join(into, 'package');
}
