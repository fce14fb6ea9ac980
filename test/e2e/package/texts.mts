import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inCheckout } from '../../../harness/checkout.mts';
import { lostLinks } from '../../package/links.cts';

/** Fewer characters are a heading without a chapter. */
const SHORTEST_CHAPTER = 100;

/** What people read of a package on npm: its README has the chapters, and licence and changes come with it. */
export function assertTexts(unpacked: string, name: string, chapters: readonly string[]): void {
	const read = (file: string) => readFileSync(join(unpacked, file), 'utf8');
	const readme = read('README.md');
	assert.match(readme, new RegExp(`^# ${name}\n`));
	for (const chapter of chapters) {
		const found = new RegExp(`^## ${chapter}\n([^]*?)(?=^## |(?![^]))`, 'm').exec(readme);
		const length = found?.[1]?.trim().length ?? 0;
		assert.ok(length >= SHORTEST_CHAPTER, `${name}: chapter "${chapter}" has ${length} characters`);
	}
	assert.equal(read('LICENSE'), readFileSync(inCheckout('LICENSE'), 'utf8'));
	assert.match(read('CHANGELOG.md'), /^# Changelog\n[^]*^## [^]*^- .*\n[^]*^- /m);
}

/** What the README points to beside itself is in the package. */
export function assertLinks(unpacked: string): void {
	const readme = readFileSync(join(unpacked, 'README.md'), 'utf8');
	assert.deepEqual(
		lostLinks(readme, (path) => existsSync(join(unpacked, path))),
		[],
	);
}
