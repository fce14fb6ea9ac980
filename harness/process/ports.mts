import { connect, createServer } from 'node:net';

export const LOOPBACK = '127.0.0.1';

/** Which port to use: `required` (named by the user) or nothing else, `preferred` when it is free, else any free one. */
export async function choosePort(wish: {
	option: string;
	required?: number | undefined;
	preferred?: number | undefined;
}): Promise<number> {
	const { option, required, preferred } = wish;
	if (required !== undefined) {
		if ((await listenOnce(required)) !== undefined) return required;
		throw new Error(`Port ${required} is in use already. Choose another one with ${option}.`);
	}
	if (preferred !== undefined && (await listenOnce(preferred)) !== undefined) return preferred;
	const free = await listenOnce(0);
	if (free === undefined) throw new Error('This machine has no free port on 127.0.0.1.');
	return free;
}

/** The port, if it could be listened on a moment ago. */
async function listenOnce(port: number): Promise<number | undefined> {
	const server = createServer();
	return await new Promise((resolve) => {
		server.once('error', () => resolve(undefined));
		server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
			const address = server.address();
			const found = typeof address === 'object' && address !== null ? address.port : undefined;
			server.close(() => resolve(found));
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
