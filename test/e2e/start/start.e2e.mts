import { after, it } from 'node:test';
import { CHECKOUT } from '../../../harness/checkout.mts';
import { npm, runCommand } from '../../../harness/process/command.mts';
import { Shutdown } from '../../../harness/process/shutdown.mts';

const WHOLE = { name: 'executing every example', ms: 20 * 60_000 };

const shutdown = new Shutdown();
after(() => shutdown.end());

it('executes every example in an n8n of its own, and ends with code 0', async () => {
	await runCommand({
		...npm('start', '--', '--run'),
		cwd: CHECKOUT,
		limit: WHOLE,
		signal: shutdown.signal,
		onLine: (line) => process.stdout.write(`${line}\n`),
	});
});
