import { execFileSync } from 'node:child_process';
import type { N8nHost } from '../../harness/n8n/host.mts';
import { CHECKOUT } from '../../harness/checkout.mts';
import { git } from '../../scripts/git.cts';
import { machineOf } from '../bench/report/machine.mts';
import { machineText } from '../bench/report/format.cts';

/** What the figures of a run are of: commit, day and machine, as a line below a table. */
export function runText(host: N8nHost): string {
	const nodeVersion = execFileSync(host.node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
	const here = { cwd: CHECKOUT };
	const commit = git(['rev-parse', '--short', 'HEAD'], here);
	const changed = git(['status', '--porcelain'], here) === '' ? '' : ' with changes';
	const day = new Date().toISOString().slice(0, 10);
	return `Commit ${commit}${changed}, ${day}: ${machineText(machineOf(nodeVersion, host.version))}.`;
}
