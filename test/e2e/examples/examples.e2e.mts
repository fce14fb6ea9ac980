import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Promised } from '../../../demo/examples/checks.mts';
import { saveCredentials } from '../../../demo/examples/credentials.mts';
import { readExamples } from '../../../demo/examples/exampleFile.mts';
import { importExamples, type ImportedExample } from '../../../demo/examples/importExamples.mts';
import { probesOf, runProbe } from '../../../demo/examples/probe.mts';
import { inOrder, runExample, type World } from '../../../demo/examples/runExample.mts';
import { startModel } from '../../../demo/model/server.mts';
import { Shutdown } from '../../../demo/process/shutdown.mts';
import { report } from '../figures.mts';
import { openStage, quiet, type Stage } from '../stage.mts';

const shutdown = new Shutdown();
const { signal } = shutdown;
const examples = await readExamples();
const told: Promised[] = [];
let executions = 0;
let stage: Stage;
let world: World;
let imported: ImportedExample[];

before(async () => {
	stage = await openStage(shutdown);
	const { rest, sandbox, userFolder } = stage;
	const model = await startModel();
	shutdown.onEnd(() => model.close());
	world = { sandbox, model, signal };
	const credentials = await saveCredentials(rest, world);
	imported = await importExamples(rest, userFolder, examples, credentials);
});

after(async () => {
	report(
		'examples',
		'workflows / executions / promises kept',
		[examples.length, executions, told.length].join(' / '),
	);
	await shutdown.end();
});

/** Throws with what was found in place of the first promise that is not kept. */
function assertKept(promises: Promised[]): void {
	executions++;
	for (const { text, kept, found } of promises) {
		assert.ok(kept, `not kept: ${text}; found ${JSON.stringify(found)}`);
	}
	told.push(...promises);
}

for (const { example } of inOrder(examples.map((example) => ({ example })))) {
	it(`${example.name} keeps its promises`, async () => {
		const one = imported.find((each) => each.example.file === example.file);
		assert.ok(one);
		const { promises } = await runExample(stage.rest, one, world, quiet);
		assertKept(promises);
	});

	for (const probe of probesOf(example)) {
		it(`${example.name}, ${probe.situation}, keeps its promises`, async () => {
			const { promises } = await runProbe(stage.rest, example, probe, world);
			assertKept(promises);
		});
	}
}
