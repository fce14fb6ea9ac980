import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const FILE = 'demo.json';

const memory = z.object({
	encryptionKey: z.string(),
	login: z.object({ email: z.string(), password: z.string() }),
	/** By file name in examples/: where it went, and a hash of what was put there. */
	imported: z.record(z.object({ workflowId: z.string(), fingerprint: z.string() })),
});

export type Login = z.infer<typeof memory>['login'];

/** What the demo has to remember from one start to the next. */
export type Memory = z.infer<typeof memory>;

/** The folder of one n8n: its database, its community packages, its log, and the demo's own memory. */
export interface UserFolder {
	path: string;
	memory: Memory;
	remember(memory: Memory): Promise<void>;
}

export async function openUserFolder(path: string): Promise<UserFolder> {
	await mkdir(path, { recursive: true, mode: 0o700 });
	const file = join(path, FILE);
	const folder: UserFolder = {
		path,
		memory: (await readMemory(file)) ?? newMemory(),
		async remember(next) {
			await writeFile(`${file}.new`, JSON.stringify(next, null, 2), { mode: 0o600 });
			await rename(`${file}.new`, file);
			folder.memory = next;
		},
	};
	await folder.remember(folder.memory);
	return folder;
}

async function readMemory(file: string): Promise<Memory | undefined> {
	const text = await readFile(file, 'utf8').catch(() => undefined);
	if (text === undefined) return undefined;
	try {
		return memory.parse(JSON.parse(text));
	} catch {
		throw new Error(`${file} cannot be read. Delete its folder to start over.`);
	}
}

function newMemory(): Memory {
	return {
		encryptionKey: randomBytes(24).toString('hex'),
		// n8n wants a capital and a digit among at least 8 characters.
		login: { email: 'owner@example.com', password: `Demo-${randomBytes(6).toString('hex')}-1` },
		imported: {},
	};
}
