import { installPackage, PACKAGE_NAME } from '../../harness/n8n/communityPackage.mts';
import { installHost, type N8nHost } from '../../harness/n8n/host.mts';
import { startN8n, type N8nProgram, type RunningN8n } from '../../harness/n8n/process.mts';
import { N8nRest } from '../../harness/n8n/rest.mts';
import { openUserFolder, type UserFolder } from '../../harness/n8n/userFolder.mts';
import { packPackage } from '../../harness/pack.mts';
import { choosePort } from '../../harness/process/ports.mts';
import type { Shutdown } from '../../harness/process/shutdown.mts';
import { temporaryFolder } from '../../harness/process/temporaryFolder.mts';
import { startSandbox, type Sandbox } from '../../harness/sandbox.mts';
import type { Progress } from '../../harness/step.mts';

/** The test runner shows what happens; what these steps would tell is seen by whoever runs the demo. */
export const quiet: Progress = { show() {}, title() {} };

/**
 * What n8n 3 will do by itself and 2.41 can do already, as its own upgrade report lists it: packages that are not
 * verified have to be allowed, binary data is no longer kept in memory, and nodes may not call addresses of one's
 * own network unless they are allowed. The sandbox is on loopback.
 */
export const N8N_3: Record<string, string> = {
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
	N8N_SSRF_PROTECTION_ENABLED: 'true',
	N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.0/8',
};

/** For proofs without a browser: n8n does not copy its editor at each start. It then has no /rest/settings either. */
export const NO_EDITOR: Record<string, string> = { N8N_DISABLE_UI: 'true' };

/** A new n8n with a package in it, and a sandbox that it can call. Both end with `shutdown`. */
export interface Stage {
	host: N8nHost;
	userFolder: UserFolder;
	sandbox: Sandbox;
	n8n: RunningN8n;
	/** Signed in as the owner. */
	rest: N8nRest;
}

export interface StageSettings {
	/** The package to try, if it is not the combined one. */
	package?: { name: string; tarball: string };
	environment?: Record<string, string>;
	/** Of the sandbox, if it is free. */
	sandboxPort?: number;
}

export async function openStage(shutdown: Shutdown, settings: StageSettings = {}): Promise<Stage> {
	const { signal } = shutdown;
	const host = await installHost(signal, quiet);
	const path = temporaryFolder('n8n-e2e-');
	const { name, tarball } = settings.package ?? {
		name: PACKAGE_NAME,
		tarball: await packPackage(signal, quiet),
	};
	await installPackage(path, tarball, signal, name);
	const userFolder = await openUserFolder(path);
	const sandbox = await startSandbox({
		port: await choosePort({ option: 'the port of the sandbox', preferred: settings.sandboxPort }),
	});
	shutdown.onEnd(() => sandbox.close());
	const environment = { ...N8N_3, ...settings.environment };
	const n8n = await startIn(host, userFolder, shutdown, { environment });
	const rest = new N8nRest(n8n.origin, signal);
	await rest.signIn(userFolder.memory.login);
	return { host, userFolder, sandbox, n8n, rest };
}

/** Starts one of n8n's programs in a user folder; on a port of its own unless one is given. */
export async function startIn(
	host: N8nHost,
	userFolder: UserFolder,
	shutdown: Shutdown,
	program: Partial<N8nProgram>,
	port?: number,
): Promise<RunningN8n> {
	const own = port ?? (await choosePort({ option: 'N8N_PORT' }));
	const n8n = await startN8n(host, userFolder, own, shutdown.signal, () => undefined, program);
	shutdown.onEnd(() => n8n.stop());
	return n8n;
}
