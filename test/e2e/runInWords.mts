import { execFileSync } from 'node:child_process';
import type { N8nHost } from '../../demo/n8n/host.mts';
import { machineOf } from '../bench/report/machine.mts';
import { machineInWords } from '../bench/report/words.cts';
import { git } from './git.mts';

/** What the figures of a run are of: commit, day and machine, as a line below a table. */
export async function runInWords(host: N8nHost, signal: AbortSignal): Promise<string> {
	const nodeVersion = execFileSync(host.node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
	const commit = await git(['rev-parse', '--short', 'HEAD'], signal);
	const changed = (await git(['status', '--porcelain'], signal)) === '' ? '' : ' with changes';
	const day = new Date().toISOString().slice(0, 10);
	return `Commit ${commit}${changed}, ${day}: ${machineInWords(machineOf(nodeVersion, host.version))}.`;
}
