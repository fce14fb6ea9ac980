import { createServer } from 'node:http';
import { once } from 'node:events';
import { choosePort } from '../../../../harness/process/ports.mts';
import type { Shutdown } from '../../../../harness/process/shutdown.mts';

/** The port is in a picture; another one is taken only when this one is in use. */
const PORT = 4020;

/** The incoming webhook of a chat: `messages` has the bodies that arrived. It ends with `shutdown`. */
export async function openChat(
	shutdown: Shutdown,
): Promise<{ url: string; messages: readonly string[] }> {
	const messages: string[] = [];
	const server = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			messages.push(Buffer.concat(parts).toString('utf8'));
			response.end('ok');
		});
	});
	const port = await choosePort({ option: 'the port of the chat', preferred: PORT });
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	shutdown.onEnd(async () => {
		server.closeAllConnections();
		server.close();
	});
	return { url: `http://127.0.0.1:${port}/hooks/safety`, messages };
}
