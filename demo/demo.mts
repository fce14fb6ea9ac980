import { mkdir } from 'node:fs/promises';
import { inCheckout } from '../harness/checkout.mts';
import type { Expectation } from './examples/checks.mts';
import { saveCredentials } from './examples/credentials.mts';
import { readExamples, startsByItself, typesUsed, type Example } from './examples/exampleFile.mts';
import type { ExecutionResult } from './examples/execution.mts';
import { importExamples, type ImportedExample } from './examples/importExamples.mts';
import { fillTwoMonths } from './examples/monthlyReview/twoMonths.mts';
import { probesOf, runProbe } from './examples/probe.mts';
import { startInbox } from './inbox/inbox.mts';
import { startModel } from './model/server.mts';
import { quickened } from './examples/quickened.mts';
import { inOrder, runExample, waits, type World } from './examples/runExample.mts';
import { installPackage, PACKAGE_NAME } from '../harness/n8n/communityPackage.mts';
import { installHost } from '../harness/n8n/host.mts';
import { startN8n, type RunningN8n } from '../harness/n8n/process.mts';
import { N8nRest } from '../harness/n8n/rest.mts';
import { openUserFolder, type UserFolder } from '../harness/n8n/userFolder.mts';
import type { DemoOptions } from './options.mts';
import { packPackage } from '../harness/pack.mts';
import { tryLock } from '../harness/process/lock.mts';
import { choosePort } from '../harness/process/ports.mts';
import type { Shutdown } from '../harness/process/shutdown.mts';
import { temporaryFolder } from '../harness/process/temporaryFolder.mts';
import { describeDemo, describeRun } from './report.mts';
import { startSandbox } from '../harness/sandbox.mts';
import { step } from '../harness/step.mts';

const EDITOR_PORT = 5678;
const SANDBOX_PORT = 4010;

/** Does all that `npm start` says; the exit code. What it has started is ended by `shutdown`. */
export async function runDemo(options: DemoOptions, shutdown: Shutdown): Promise<number> {
	const { signal } = shutdown;
	const path = options.run ? temporaryFolder('n8n-demo-') : await ownFolder();

	// Taken further down, but a port that cannot be had is not worth the wait until then.
	await sandboxPort(options);
	await editorPort(options);

	const tarball = await step('Building the package', (progress) => packPackage(signal, progress));
	const host = await step('Installing n8n', (progress) => installHost(signal, progress));
	const userFolder = await step('Installing the package in n8n', async () => {
		await installPackage(path, tarball, signal);
		return await openUserFolder(path);
	});
	const sandbox = await step('Starting the sandbox', async ({ title }) => {
		const started = await startSandbox({ port: await sandboxPort(options) });
		shutdown.onEnd(() => started.close());
		await fillTwoMonths(started.control);
		title(`Sandbox: ${started.origin}`);
		return started;
	});
	const model = await step('Starting the stand-in of a language model', async ({ title }) => {
		const started = await startModel();
		shutdown.onEnd(() => started.close());
		title(`Stand-in of a language model: ${started.url}`);
		return started;
	});
	const inbox = await step('Starting a mail server and a chat', async () => {
		const started = await startInbox();
		shutdown.onEnd(() => started.close());
		return started;
	});
	const world: World = { sandbox, model, inbox, signal };
	const n8n = await step('Starting n8n', async ({ show, title }) => {
		const port = await editorPort(options);
		const started = await startN8n(host, userFolder, port, signal, (line) => show(`n8n: ${line}`));
		shutdown.onEnd(() => started.stop());
		title(`n8n ${host.version}: ${started.origin}`);
		return started;
	});
	const rest = new N8nRest(n8n.origin, signal);
	const examples = (await readExamples()).map((one) => (options.run ? quickened(one) : one));
	const imported = await step('Importing the examples', () =>
		fillN8n(rest, n8n, userFolder, { world, examples }),
	);
	if (options.run) return await executeAll(rest, imported, world);
	await activateNew(rest, imported);

	const { origin: editor, logFile: log } = n8n;
	const { login } = userFolder.memory;
	process.stdout.write(
		describeDemo({
			editor,
			examples: imported,
			login,
			sandbox,
			model: model.url,
			log,
		}),
	);
	return await untilStopped(n8n, signal);
}

/** .demo/ of the checkout. One database cannot serve two n8n, so a second start is refused. */
async function ownFolder(): Promise<string> {
	const path = inCheckout('.demo');
	await mkdir(path, { recursive: true, mode: 0o700 }); // it holds a login
	const lock = await tryLock(inCheckout('.demo', 'running.lock'));
	if ('release' in lock) return path;
	throw new Error(
		`The demo of this checkout is running already (process ${lock.heldBy}). ` +
			'Stop it first, or use `npm start -- --run`, which has an n8n of its own.',
	);
}

/** Nobody types the address of an unattended run, so it leaves the well-known ports to others. */
const editorPort = async ({ run, port }: DemoOptions): Promise<number> =>
	await choosePort({
		option: '--port',
		required: port,
		preferred: run ? undefined : EDITOR_PORT,
	});

const sandboxPort = async ({ run, sandboxPort: port }: DemoOptions): Promise<number> =>
	await choosePort({
		option: '--sandbox-port',
		required: port,
		preferred: run ? undefined : SANDBOX_PORT,
	});

async function fillN8n(
	rest: N8nRest,
	n8n: RunningN8n,
	userFolder: UserFolder,
	{ world, examples }: { world: World; examples: Example[] },
): Promise<ImportedExample[]> {
	await rest.signIn(userFolder.memory.login);
	const loaded = await rest.nodeTypes();
	const missing = typesUsed(examples, `${PACKAGE_NAME}.`).filter((type) => !loaded.has(type));
	if (missing.length > 0) {
		throw new Error(
			`n8n has not loaded ${missing.join(', ')}. The end of ${n8n.logFile}:\n${await n8n.lastWords()}`,
		);
	}
	const credentials = await saveCredentials(rest, world);
	return await importExamples(rest, userFolder, examples, credentials);
}

/** Those that start by themselves; one that the user has switched off stays off. */
async function activateNew(rest: N8nRest, imported: ImportedExample[]): Promise<void> {
	const waiting = imported.filter(({ example, isNew }) => isNew && startsByItself(example));
	for (const { workflowId } of waiting) await rest.activateWorkflow(workflowId);
}

/** 0 when every example meets its expectations. */
async function executeAll(
	rest: N8nRest,
	imported: ImportedExample[],
	world: World,
): Promise<number> {
	let unmet = 0;
	const report = (one: ImportedExample, result: ExecutionResult, expectations: Expectation[]) => {
		unmet += expectations.filter(({ met }) => !met).length;
		process.stdout.write(describeRun(one, result, expectations));
	};
	for (const one of inOrder(imported)) {
		const { result, expectations } = await step(
			waits(one) ? `Waiting for "${one.example.name}"` : `Executing "${one.example.name}"`,
			(progress) => runExample(rest, one, world, progress),
		);
		report(one, result, expectations);
		for (const probe of probesOf(one.example)) {
			const { expectations, ...run } = await step(
				`Executing "${one.example.name}", ${probe.situation}`,
				() => runProbe(rest, one.example, probe, world),
			);
			report({ ...one, ...run }, run.result, expectations);
		}
	}
	process.stdout.write(
		unmet === 0 ? '\nEverything is as expected.\n' : `\n${unmet} expectations are not met.\n`,
	);
	return unmet === 0 ? 0 : 1;
}

/** Ctrl-C is how a person ends the demo, so it is a success from here on; that n8n ends by itself is none. */
async function untilStopped(n8n: RunningN8n, signal: AbortSignal): Promise<number> {
	const stopped = new Promise<0>((resolve) => signal.addEventListener('abort', () => resolve(0)));
	const code = await Promise.race([stopped, n8n.ended.then(() => 1)]);
	if (code === 1) throw new Error(`n8n has ended. The end of its log:\n${await n8n.lastWords()}`);
	process.stdout.write('\nStopping …\n');
	return code;
}
