// Run in a process of its own, so that both sides of a comparison meet the same server: tells its parent where it is.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { createServer } from 'node:tls';

import { LOOPBACK } from '../../../harness/process/ports.mts';
import { startSandbox } from '../../../harness/sandbox.mts';
import { basePathOf } from '../../../sandbox/samsara/region.cts';
import { fullToken } from '../../../sandbox/samsara/tokens.cts';
import { OTHER_ORGANIZATION_KEY } from '../../../sandbox/sety/keys.cts';
import type { SandboxAccess } from '../engine/ownNodes.mts';
import type { Certificate } from './certificate.mts';

/** Takes connections over TLS and passes on what comes; the address. */
async function serveOverTls(origin: string, { file, keyFile }: Certificate): Promise<string> {
	const port = Number(new URL(origin).port);
	const options = { cert: readFileSync(file), key: readFileSync(keyFile), noDelay: true };
	const server = createServer(options, (encrypted) => {
		const plain = connect({ host: LOOPBACK, port, noDelay: true });
		// When the sandbox ends a connection, what it has sent still arrives.
		encrypted.pipe(plain).pipe(encrypted);
		encrypted.on('error', () => plain.destroy()).on('close', () => plain.destroy());
		plain.on('error', () => encrypted.destroy());
	});
	await new Promise<void>((resolve) => server.listen({ host: LOOPBACK, port: 0 }, resolve));
	return `https://${LOOPBACK}:${(server.address() as AddressInfo).port}`;
}

const certificate = JSON.parse(process.argv[2] ?? '{}') as Certificate;
const { origin, credentials } = await startSandbox();
const access: SandboxAccess = {
	origin,
	httpsOrigin: await serveOverTls(origin, certificate),
	credentials,
	otherSetyKey: OTHER_ORGANIZATION_KEY,
	samsaraEu: { baseUrl: `${origin}${basePathOf('eu')}`, token: fullToken('eu') },
};
// Who started it may be gone already.
process.send?.(access, undefined, undefined, () => undefined);
// By exit(), not by the signal itself, so that a CPU profile is written.
for (const end of ['disconnect', 'SIGTERM']) process.once(end, () => process.exit());
