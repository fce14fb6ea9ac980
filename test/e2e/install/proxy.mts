import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { LOOPBACK } from '../../../harness/process/ports.mts';
import type { Shutdown } from '../../../harness/process/shutdown.mts';

/** What programs ask for when they mean npm's public registry. */
const PUBLIC_REGISTRY = 'registry.npmjs.org:443';

export interface RegistryProxy {
	url: string;
	/** Where else programs wanted to go; nothing of it left this machine. */
	refused: Set<string>;
}

/**
 * A proxy by which npm's public registry is the local one at `registryPort`, and nothing else can be reached: n8n takes a
 * registry of another name only with a licence.
 */
export async function startProxy(registryPort: number, shutdown: Shutdown): Promise<RegistryProxy> {
	const refused = new Set<string>();
	const open = new Set<Socket>();
	const server = createServer((request, response) => {
		refused.add(request.url ?? '');
		response.writeHead(403).end();
	});
	server.on('connection', (socket) => {
		open.add(socket);
		socket.on('error', () => socket.destroy());
		socket.once('close', () => open.delete(socket));
	});
	server.on('connect', ({ url = '' }, socket) => {
		if (url !== PUBLIC_REGISTRY) {
			refused.add(url);
			socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			return;
		}
		const registry = connect({ host: LOOPBACK, port: registryPort }, () => {
			socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			registry.pipe(socket).pipe(registry);
		});
		registry.on('error', () => socket.destroy());
		socket.once('close', () => registry.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
	shutdown.onEnd(async () => {
		for (const socket of open) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	});
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
	return { url: `http://${LOOPBACK}:${address.port}`, refused };
}
