import { mkdir, readFile, writeFile } from 'node:fs/promises';

import { inCheckout } from '../../../harness/checkout.mts';
import { withSpeedTable } from './speedTable.cts';
import type { BenchResults } from '../results.cts';
import { chartOf } from './chart.cts';

/** Puts a run into bench/ and into the README. */
export async function writeResults(results: BenchResults): Promise<void> {
	await mkdir(inCheckout('bench'), { recursive: true });
	await writeFile(inCheckout('bench', 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
	await writeFile(inCheckout('bench', 'chart.svg'), chartOf(results));
	const readme = inCheckout('README.md');
	await writeFile(readme, withSpeedTable(await readFile(readme, 'utf8'), results));
}
