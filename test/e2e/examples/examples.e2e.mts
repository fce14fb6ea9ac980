import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { watchedOf, type Expectation } from '../../../demo/examples/checks.mts';
import { saveCredentials } from '../../../demo/examples/credentials.mts';
import { isTrigger, readExamples, type Example } from '../../../demo/examples/exampleFile.mts';
import type { ExecutionResult } from '../../../demo/examples/execution.mts';
import { importExamples, type ImportedExample } from '../../../demo/examples/importExamples.mts';
import { fillTwoMonths } from '../../../demo/examples/monthlyReview/twoMonths.mts';
import { probesOf, runProbe } from '../../../demo/examples/probe.mts';
import { quickened } from '../../../demo/examples/quickened.mts';
import { inOrder, runExample, type World } from '../../../demo/examples/runExample.mts';
import { startInbox } from '../../../demo/inbox/inbox.mts';
import { startModel } from '../../../demo/model/server.mts';
import { Shutdown } from '../../../harness/process/shutdown.mts';
import { startChromium } from '../chromium.mts';
import { report } from '../figures.mts';
import { workflowOf } from '../heavy/workflow.mts';
import { takesScreenshots } from '../screenshots.mts';
import { openStage, quiet, type Stage } from '../stage.mts';
import { Gallery } from './gallery.mts';
import { openReport } from './reportPages.mts';

const shutdown = new Shutdown();
const { signal } = shutdown;
const examples = (await readExamples()).map(quickened);
const compared: Expectation[] = [];
/** By file: the nodes that were executed in one situation or another. */
const executed = new Map<string, Set<string>>();
let executions = 0;
let pagesRead = 0;
let stage: Stage;
let world: World;
let browser: Browser;
let imported: ImportedExample[];

before(async () => {
	stage = await openStage(shutdown);
	browser = await startChromium(shutdown);
	const { rest, sandbox, userFolder } = stage;
	await fillTwoMonths(sandbox.control);
	const model = await startModel();
	shutdown.onEnd(() => model.close());
	const inbox = await startInbox();
	shutdown.onEnd(() => inbox.close());
	world = { sandbox, model, inbox, signal };
	const credentials = await saveCredentials(rest, world);
	imported = await importExamples(rest, userFolder, examples, credentials);
});

after(async () => {
	report(
		'examples',
		'workflows / executions / expectations met',
		[examples.length, executions, compared.length].join(' / '),
	);
	report('examples', 'pages of reports read in Chromium', pagesRead);
	await shutdown.end();
});

interface Run {
	result: ExecutionResult;
	expectations: Expectation[];
}

/** Throws with what was found in place of the first expectation that is not met, or with what is wrong with the page. */
async function assertMet(
	{ file }: Example,
	{ result, expectations }: Run,
	{ pictured = false } = {},
) {
	executions++;
	for (const { text, met, found } of expectations) {
		assert.ok(met, `not met: ${text}; found ${JSON.stringify(found)}`);
	}
	compared.push(...expectations);
	const nodes = result.nodes.filter(({ ran }) => ran).map(({ node }) => node);
	executed.set(file, new Set([...(executed.get(file) ?? []), ...nodes]));
	const page = await openReport(file, result, browser);
	if (page === undefined) return;
	pagesRead++;
	if (pictured) await page.takePicture(file.replace(/\.json$/, ''));
	await page.close();
}

for (const { example } of inOrder(examples.map((example) => ({ example })))) {
	it(`${example.name} meets its expectations`, async () => {
		const one = imported.find((each) => each.example.file === example.file);
		assert.ok(one);
		const run = await runExample(stage.rest, one, world, quiet);
		await assertMet(example, run, { pictured: true });
	});

	for (const probe of probesOf(example)) {
		it(`${example.name}, ${probe.situation}, meets its expectations`, async () => {
			await assertMet(example, await runProbe(stage.rest, example, probe, world));
		});
	}
}

it('has no example that n8n 3 would change, by the report of n8n itself', async () => {
	// The report has to find something, so that finding nothing means something.
	const removed = { name: 'Orbit', type: 'n8n-nodes-base.orbit' };
	await stage.rest.createWorkflow(workflowOf('With a removed node', [[removed]]));
	const listed = await stage.rest.workflowsToChange('v3');
	assert.deepEqual([...listed], ['With a removed node']);
});

it('starts every example in all the ways that it has, and comes to all its nodes', () => {
	for (const { file, nodes } of examples) {
		const { probed = [] } = watchedOf(file);
		const wanted = [...nodes.filter(isTrigger).map(({ name }) => name), ...probed];
		const missing = wanted.filter((name) => executed.get(file)?.has(name) !== true);
		assert.deepEqual(missing, [], file);
	}
});

// Each takes seconds, and what it shows is what the file says.
it('takes a picture of each workflow for the gallery', { skip: !takesScreenshots() }, async () => {
	const { n8n, userFolder } = stage;
	const gallery = await Gallery.open(shutdown, n8n.origin, userFolder.memory.login);
	for (const { example, workflowId } of imported) await gallery.take(example, workflowId);
});
