import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { isFullForm, SEED } from './form.cts';

const PAGE = join(__dirname, 'README.md');
const LOCK = join(__dirname, '.writing');
const WAIT_MS = 20;
const MOST_WAITS = 500;

const marks = (name: string) => ({
	begin: `<!-- ${name}, written by npm run test:hostile -->\n`,
	end: `\n<!-- end of ${name} -->`,
});

/** The text of a section; fails when there is none. */
export function sectionOf(page: string, name: string): string {
	const { begin, end } = marks(name);
	const [, after] = page.split(begin);
	if (after?.includes(end) !== true) throw new Error(`README.md has no section "${name}"`);
	return (after.split(end)[0] ?? '').trim();
}

export const readPage = (): string => readFileSync(PAGE, 'utf8');

/** Puts the results of the full form into README.md. Only those of the default seed: another one has other counts. */
export function writeSection(name: string, text: string): void {
	if (!isFullForm || process.env.HOSTILE_SEED !== undefined || SEED !== 1) return;
	inTurn(() => {
		const page = readPage();
		sectionOf(page, name);
		const { begin, end } = marks(name);
		const [before = '', after = ''] = page.split(begin);
		writeFileSync(PAGE, `${before}${begin}\n${text}\n${after.slice(after.indexOf(end))}`);
	});
}

/** Several workers write at the same time. */
function inTurn(write: () => void): void {
	const pause = new Int32Array(new SharedArrayBuffer(4));
	for (let waits = 0; ; waits++) {
		try {
			mkdirSync(LOCK);
			break;
		} catch (reason) {
			if ((reason as NodeJS.ErrnoException).code !== 'EEXIST' || waits === MOST_WAITS) throw reason;
			Atomics.wait(pause, 0, 0, WAIT_MS);
		}
	}
	try {
		write();
	} finally {
		rmSync(LOCK, { recursive: true });
	}
}
