import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';

export const LOOPBACK = '127.0.0.1';

/**
 * Below the ports that a system gives to connections and to whoever listens on port 0, so that they take none between the
 * choice of a port and its use. Each process begins somewhere else, and takes each port once.
 */
const FIRST = 20_000;
const COUNT = 12_000;
let next = randomInt(COUNT);
/** More ports in use one after the other than any machine has. */
const MOST_IN_USE = 500;

/** Which port to use: `required` (named by the user) or nothing else, `preferred` when it is free, else any free one. */
export async function choosePort(wish: {
	option: string;
	required?: number | undefined;
	preferred?: number | undefined;
}): Promise<number> {
	const { option, required, preferred } = wish;
	if (required !== undefined) {
		if (await isFree(required)) return required;
		throw new Error(`Port ${required} is in use already. Choose another one with ${option}.`);
	}
	if (preferred !== undefined && (await isFree(preferred))) return preferred;
	for (let tried = 0; tried < MOST_IN_USE; tried++) {
		const port = FIRST + next;
		next = (next + 1) % COUNT;
		if (await isFree(port)) return port;
	}
	throw new Error(`This machine has no free port on ${LOOPBACK}.`);
}

/** Whether the port could be listened on a moment ago. */
async function isFree(port: number): Promise<boolean> {
	const server = createServer();
	return await new Promise((resolve) => {
		server.once('error', () => resolve(false));
		server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
			server.close(() => resolve(true));
		});
	});
}

/** Whether some program takes connections at the port. */
export async function isListening(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect({ host: LOOPBACK, port });
		const end = (listening: boolean) => {
			socket.destroy();
			resolve(listening);
		};
		socket.once('connect', () => end(true));
		socket.once('error', () => end(false));
	});
}
