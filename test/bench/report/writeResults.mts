import { mkdir, readFile, writeFile } from 'node:fs/promises';

import { inCheckout } from '../../../harness/checkout.mts';
import { withSpeedTable } from './speedTable.cts';
import type { BenchResults } from '../results.cts';
import { chartOf } from './chart.cts';

/** Puts a run into bench/ and into docs/performance.md. */
export async function writeResults(results: BenchResults): Promise<void> {
	await mkdir(inCheckout('bench'), { recursive: true });
	await writeFile(inCheckout('bench', 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
	await writeFile(inCheckout('bench', 'chart.svg'), chartOf(results));
	const page = inCheckout('docs', 'performance.md');
	await writeFile(page, withSpeedTable(await readFile(page, 'utf8'), results));
}
