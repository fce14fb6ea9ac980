import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { z } from 'zod';
import { LOOPBACK } from '../../../harness/process/ports.mts';
import type { Shutdown } from '../../../harness/process/shutdown.mts';

const arrival = z.object({ eventId: z.string() });

/** What a workflow calls: it says that it begins with a change, and then that the change has arrived. */
export interface Recorder {
	url: string;
	/** Event ids, as often as each has arrived. */
	arrived: string[];
	/** Leaves the next request of /begin, and those that repeat it, without an answer. Returns its event id. */
	holdNext(): Promise<string>;
	/** Answers again. */
	release(): void;
}

/** Starts a recorder on loopback. It gives out what it gets. */
export async function startRecorder(shutdown: Shutdown): Promise<Recorder> {
	const arrived: string[] = [];
	let held: { eventId?: string; begun(eventId: string): void } | undefined;
	const server = createServer((request, response) => {
		void json(request).then((body) => {
			const { eventId } = arrival.parse(body);
			if (request.url === '/begin' && held !== undefined) {
				held.eventId ??= eventId;
				held.begun(held.eventId);
				if (held.eventId === eventId) return;
			}
			if (request.url === '/arrive') arrived.push(eventId);
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(body));
		});
	});
	server.listen(0, LOOPBACK);
	await once(server, 'listening');
	shutdown.onEnd(async () => {
		server.closeAllConnections();
		await promisify(server.close.bind(server))();
	});
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://${LOOPBACK}:${port}`,
		arrived,
		holdNext: async () =>
			await new Promise((begun) => {
				held = { begun };
			}),
		release() {
			held = undefined;
		},
	};
}
