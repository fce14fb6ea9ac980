import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, it, type TestContext } from 'node:test';
import { saveServiceCredentials } from '../../../demo/examples/credentials.mts';
import { PACKAGE_NAME } from '../../../harness/n8n/communityPackage.mts';
import { N8nRest, RestRefusal } from '../../../harness/n8n/rest.mts';
import type { Login } from '../../../harness/n8n/userFolder.mts';
import { packPackage } from '../../../harness/pack.mts';
import { Shutdown } from '../../../harness/process/shutdown.mts';
import type { TimeLimit } from '../../../harness/process/timeLimit.mts';
import { until } from '../../../harness/process/until.mts';
import { startSandbox, type Sandbox } from '../../../harness/sandbox.mts';
import { report } from '../figures.mts';
import { ended } from '../heavy/executions.mts';
import { BUTTON, workflowOf } from '../heavy/workflow.mts';
import { quiet } from '../stage.mts';
import {
	installedVersion,
	prepareContainers,
	type Containers,
	type DeclaredPackage,
	type OwnContainer,
} from './programs.mts';
import { callToolsOnWorker } from './toolsOnWorker.mts';
import { startRegistry, type Registry } from './registry.mts';

const FIRST = '100.0.0';
const NEXT = '100.1.0';
const FORGED = 'n8n-nodes-sety';
const UPDATE: TimeLimit = { name: 'waiting for the worker to update the package', ms: 60_000 };

const shutdown = new Shutdown();
const { signal } = shutdown;
let registry: Registry;
let containers: Containers;
let sandbox: Sandbox;
let login: Login;
let main: OwnContainer;
let worker: OwnContainer;
let rest: N8nRest;
/** By version. */
const declared = new Map<string, DeclaredPackage>();

before(async () => {
	sandbox = await startSandbox({});
	shutdown.onEnd(() => sandbox.close());
	registry = await startRegistry(shutdown);
	const tarball = await packPackage(signal, quiet);
	for (const version of [FIRST, NEXT]) {
		const checksum = await registry.publish(tarball, { name: PACKAGE_NAME, version });
		declared.set(version, { name: PACKAGE_NAME, version, checksum });
	}
	await registry.publish(tarball, { name: FORGED, version: FIRST });
	containers = await prepareContainers(registry.environment, shutdown);
});
after(() => shutdown.end());

const packageOf = (version: string): DeclaredPackage => {
	const found = declared.get(version);
	assert.ok(found);
	return found;
};

it('installs what the environment names, but nothing of another checksum', async () => {
	const { checksum } = packageOf(FIRST);
	const forged = { name: FORGED, version: FIRST, checksum };
	main = await containers.startMain([packageOf(FIRST), forged]);
	({ login } = main.folder.memory);
	rest = new N8nRest(main.n8n.origin, signal);
	await rest.signIn(login);

	assert.equal(installedVersion(main.folder), FIRST);
	assert.equal(installedVersion(main.folder, FORGED), undefined);
	assert.match(readFileSync(main.n8n.logFile, 'utf8'), /Failed to install .*n8n-nodes-sety/);
	const types = await rest.nodeTypes();
	assert.ok(types.has(`${PACKAGE_NAME}.sety`));
	assert.ok(!types.has(`${FORGED}.sety`));
});

it('refuses what a person installs in the editor beside it', async () => {
	await assert.rejects(
		rest.installCommunityPackage(FORGED),
		(error) => error instanceof RestRefusal && /managed via environment/.test(error.message),
	);
});

it('installs it into a worker that starts later, which executes workflows with it', async () => {
	worker = await containers.startWorker();

	assert.equal(installedVersion(worker.folder), FIRST);
	await executeOnWorker();
});

it('answers an MCP client, and keeps it from sending responders', async () => {
	await callToolsOnWorker(rest, sandbox, signal);
});

it('updates a main program that starts anew with another version, and the running worker', async (t) => {
	const before = installations(worker);
	await main.n8n.stop();
	main = await containers.startMain([packageOf(NEXT)]);
	rest = new N8nRest(main.n8n.origin, signal);
	await rest.signIn(login);

	assert.equal(installedVersion(main.folder), NEXT);
	// The new files are there before the worker loads them; it says so when it has.
	await until(UPDATE, signal, async () =>
		Promise.resolve(installations(worker) > before || undefined),
	);
	assert.equal(installedVersion(worker.folder), NEXT);
	await executeOnWorker();
	summarize(t);
});

/** How often a program says that it has installed and loaded the package. */
const installations = ({ n8n }: OwnContainer): number =>
	readFileSync(n8n.logFile, 'utf8').split(`Community package installed: ${PACKAGE_NAME}`).length;

/** A workflow that is started in the editor and calls Sety. */
async function executeOnWorker(): Promise<void> {
	const { setyApi } = await saveServiceCredentials(rest, sandbox);
	const parameters = { resource: 'system', operation: 'healthCheck', options: {} };
	const node = { name: 'Sety', type: 'sety', parameters, credentials: { setyApi } };
	const id = await rest.createWorkflow(workflowOf('Installed as code', [[BUTTON, node]]));
	await sandbox.control.clearReceived();
	const { status, error } = await ended({ rest, signal }, await rest.runWorkflow(id, BUTTON.name));
	assert.equal(status, 'success', error);
	const received = await sandbox.control.received();
	assert.deepEqual(
		received.map(({ path }) => path),
		['/health'],
	);
	assert.match(readFileSync(worker.n8n.logFile, 'utf8'), /Worker (?:started|finished) execution/);
}

function summarize(t: TestContext): void {
	const what =
		'programs with an empty folder that had the package of the environment / updated while running';
	report('install', what, '3 / 1');
	report('install', 'packages of another checksum installed', 0);
	t.diagnostic(`not reached: ${[...registry.refused].join(', ')}`);
}
