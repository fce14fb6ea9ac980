import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { LOOPBACK } from '../../harness/process/ports.mts';
import { readMail, type Mail } from './mail.mts';

export interface MailServer {
	port: number;
	close(): Promise<void>;
}

/** Receives mail by SMTP on loopback, without encryption or a password, and delivers it to nobody else. */
export async function startMailServer(receive: (mail: Mail) => void): Promise<MailServer> {
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => socket.destroy());
		converse(socket, receive);
	});
	server.listen(0, LOOPBACK);
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		async close() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}

function converse(socket: Socket, receive: (mail: Mail) => void): void {
	const say = (line: string) => socket.write(`${line}\r\n`);
	let pending = '';
	let isMessage = false;
	socket.setEncoding('latin1');
	socket.on('data', (chunk: string) => {
		pending += chunk;
		for (;;) {
			const end = isMessage ? '\r\n.\r\n' : '\r\n';
			const at = pending.indexOf(end);
			if (at < 0) return;
			const text = pending.slice(0, at);
			pending = pending.slice(at + end.length);
			if (isMessage) {
				// A dot at the start of a line is doubled on the way (RFC 5321, 4.5.2).
				receive(readMail(text.replaceAll(/^\.\./gm, '.')));
				isMessage = false;
				say('250 OK');
			} else if (/^DATA/i.test(text)) {
				isMessage = true;
				say('354 End with a dot on a line of its own');
			} else if (/^QUIT/i.test(text)) {
				say('221 Bye');
				socket.end();
			} else {
				say('250 OK');
			}
		}
	});
	say('220 Ready');
}
