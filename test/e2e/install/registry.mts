import { writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { stringify } from 'yaml';
import { inCheckout } from '../../../harness/checkout.mts';
import { installHost } from '../../../harness/n8n/host.mts';
import { installPinned } from '../../../harness/n8n/pinnedInstall.mts';
import { npm, runCommand } from '../../../harness/process/command.mts';
import { choosePort, isListening, LOOPBACK } from '../../../harness/process/ports.mts';
import type { Shutdown } from '../../../harness/process/shutdown.mts';
import { temporaryFolder } from '../../../harness/process/temporaryFolder.mts';
import { limits } from '../../../harness/process/timeLimit.mts';
import { unpack } from '../package/tarball.mts';
import { startOwnProgram } from '../queue/ownProgram.mts';
import { quiet } from '../stage.mts';
import { startProxy } from './proxy.mts';

export interface Registry {
	/** By which n8n and its npm find this registry in place of the public one. */
	environment: Record<string, string>;
	/** Publishes the package under that name and version. Returns the checksum that npm says for it. */
	publish(tarball: string, as: { name: string; version: string }): Promise<string>;
	/** Hosts that n8n and npm wanted to reach and could not. */
	refused: Set<string>;
}

/** Starts verdaccio as npm's public registry, for programs with its environment. It asks no other registry. */
export async function startRegistry(shutdown: Shutdown): Promise<Registry> {
	const { signal } = shutdown;
	const pinned = { name: 'registry', pinned: inCheckout('test', 'e2e', 'registry') };
	const place = await installPinned(pinned, signal, quiet);
	const { node } = await installHost(signal, quiet); // a newer Node than ours
	const folder = temporaryFolder('n8n-registry-');
	const { key, certificate } = await makeCertificate(folder);
	const configuration = join(folder, 'config.yaml');
	writeFileSync(configuration, stringify(settings(folder, key, certificate)));
	const port = await choosePort({ option: 'the port of the registry' });
	await startOwnProgram(
		{
			file: node,
			args: [
				join(place, 'node_modules', 'verdaccio', 'bin', 'verdaccio'),
				...['--config', configuration, '--listen', `https://${LOOPBACK}:${port}`],
			],
			folder,
			log: join(folder, 'registry.log'),
			endWith: 'SIGTERM',
			isReady: async () => await isListening(port),
		},
		shutdown,
	);
	const proxy = await startProxy(port, shutdown);
	const environment = {
		HTTPS_PROXY: proxy.url,
		HTTP_PROXY: proxy.url,
		NO_PROXY: LOOPBACK,
		NODE_EXTRA_CA_CERTS: certificate,
		...npmSettings(folder, certificate),
	};
	return {
		environment,
		refused: proxy.refused,
		async publish(tarball, { name, version }) {
			const unpacked = await unpack(tarball, join(folder, `${name}-${version}`), signal);
			const manifest = join(unpacked, 'package.json');
			const written = JSON.parse(await readFile(manifest, 'utf8')) as object;
			await writeFile(manifest, JSON.stringify({ ...written, name, version }));
			const run = async (...args: string[]) =>
				await runCommand({
					...npm(...args, '--registry=https://registry.npmjs.org/'),
					cwd: unpacked,
					env: environment,
					limit: limits.pack,
					signal,
				});
			// npm wants a token; this registry lets everybody publish.
			await run('publish', '--ignore-scripts', '--//registry.npmjs.org/:_authToken=anybody');
			return (await run('view', `${name}@${version}`, 'dist.integrity')).trim();
		},
	};
}

/** npm takes nothing from the settings and the cache of the user. */
const npmSettings = (folder: string, certificate: string) => ({
	npm_config_userconfig: join(folder, 'npmrc'),
	npm_config_globalconfig: join(folder, 'global-npmrc'),
	npm_config_cache: join(folder, 'npm-cache'),
	npm_config_cafile: certificate,
	npm_config_https_proxy: '',
	npm_config_update_notifier: 'false',
});

const DNS_NAME = 2;

/** A certificate for the name of npm's public registry. */
async function makeCertificate(folder: string): Promise<{ key: string; certificate: string }> {
	const key = join(folder, 'key.pem');
	const certificate = join(folder, 'certificate.pem');
	const name = 'registry.npmjs.org';
	const made = await generate([{ name: 'commonName', value: name }], {
		extensions: [
			{ name: 'basicConstraints', cA: true },
			{ name: 'subjectAltName', altNames: [{ type: DNS_NAME, value: name }] },
		],
	});
	writeFileSync(key, made.private, { mode: 0o600 });
	writeFileSync(certificate, made.cert);
	return { key, certificate };
}

const settings = (folder: string, key: string, certificate: string) => ({
	storage: join(folder, 'storage'),
	auth: { htpasswd: { file: join(folder, 'htpasswd'), max_users: -1 } },
	uplinks: {},
	packages: { '**': { access: '$all', publish: '$all' } },
	https: { key, cert: certificate },
	web: { enable: false },
	log: { type: 'stdout', format: 'pretty', level: 'warn' },
});
