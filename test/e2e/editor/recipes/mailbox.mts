import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { choosePort } from '../../../../harness/process/ports.mts';
import type { Shutdown } from '../../../../harness/process/shutdown.mts';

/** Speaks as much SMTP as one e-mail needs (RFC 5321), without a login. `mails` has the texts. It ends with `shutdown`. */
export async function openMailbox(
	shutdown: Shutdown,
): Promise<{ port: number; mails: readonly string[] }> {
	const mails: string[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.write('220 mailbox\r\n');
		let mail: string[] | undefined;
		createInterface({ input: socket, crlfDelay: Infinity }).on('line', (line) => {
			if (mail === undefined) {
				const command = line.slice(0, 4).toUpperCase();
				if (command === 'DATA') mail = [];
				if (command === 'DATA') socket.write('354 go on\r\n');
				else if (command === 'QUIT') socket.end('221 bye\r\n');
				else socket.write('250 ok\r\n');
			} else if (line === '.') {
				mails.push(mail.join('\n'));
				mail = undefined;
				socket.write('250 taken\r\n');
			} else {
				mail.push(line);
			}
		});
	});
	const port = await choosePort({ option: 'the port of the mailbox' });
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	shutdown.onEnd(async () => {
		for (const socket of sockets) socket.destroy();
		server.close();
	});
	return { port, mails };
}
