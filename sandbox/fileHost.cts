import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { Clock } from './clock.cts';
import type { Recorder } from './recorder.cts';

/** The name under which the recorder keeps requests for files. */
export const FILE_HOST = 'file-host';

const FOLDER = path.join(__dirname, 'samsara', 'media');
/** Made for the sandbox, a second of drawn pictures. */
export const FILES = ['road.mp4', 'driver.mp4', 'road.jpg'] as const;
const TYPES: Readonly<Record<string, string>> = { '.mp4': 'video/mp4', '.jpg': 'image/jpeg' };

/** How the host behaves for one link; the link says so itself. */
export const fileBehavior = z.strictObject({
	/** Content-Type; empty for none. */
	type: z.string().optional(),
	/** So many bytes, with zeros at the end. */
	bytes: z.coerce.number().int().min(0).max(5_000_000_000).optional(),
	/** Whether the answer has no Content-Length. */
	chunked: z.enum(['yes', 'no']).optional(),
	/** The connection breaks after half of the file, or nothing more comes. */
	end: z.enum(['cut', 'stall']).optional(),
	/** Between two parts of the file, in milliseconds: a slow line. */
	partMs: z.coerce.number().int().min(0).max(60_000).optional(),
	status: z.coerce.number().int().min(200).max(599).optional(),
	/** Redirects there. */
	location: z.string().optional(),
});

const linkQuery = fileBehavior.extend({
	expires: z.coerce.number().optional(),
	signature: z.string().optional(),
	/** Tells links to the same file apart. */
	of: z.string().optional(),
});

export interface FileHost {
	readonly origin: string;
	close(): Promise<void>;
}

/** Serves the files that other answers link to, on another port and without a key, as a vendor's storage does. */
export async function startFileHost({
	clock,
	recorder,
}: {
	clock: Clock;
	recorder: Recorder;
}): Promise<FileHost> {
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://files');
		const query = Object.fromEntries(url.searchParams);
		const { method = '', headers } = request;
		const call = { method, path: url.pathname, query, headers, body: undefined };
		const entry = recorder.receive(call, FILE_HOST, clock.iso());
		response.on('close', () => (entry.status = response.statusCode));
		answer(url, response, request, clock.now());
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		origin: `http://127.0.0.1:${port}`,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

function answer(url: URL, response: ServerResponse, request: IncomingMessage, now: number): void {
	const query = linkQuery.safeParse(Object.fromEntries(url.searchParams));
	const name = FILES.find((file) => url.pathname === `/${file}`);
	if (!query.success || name === undefined) return refuse(response, 404, 'NoSuchKey');
	const { type, bytes, chunked, end, partMs = 0 } = query.data;
	const { status = 200, location, expires = Infinity } = query.data;
	if (expires <= now) return refuse(response, 403, 'AccessDenied');
	if (location !== undefined) {
		response.writeHead(status === 200 ? 307 : status, { location }).end();
		return;
	}
	if (status !== 200) return refuse(response, status, 'Refused');
	const file = readFileSync(path.join(FOLDER, name));
	const size = bytes ?? file.length;
	const contentType = type ?? TYPES[path.extname(name)] ?? '';
	response.writeHead(200, {
		...(contentType === '' ? {} : { 'content-type': contentType }),
		...(chunked === 'yes' ? {} : { 'content-length': size }),
	});
	const until = end === undefined ? size : Math.floor(size / 2);
	const body = Readable.from(partsOf(file, until, partMs));
	body.pipe(response, { end: end === undefined });
	response.on('close', () => body.destroy());
	if (end === 'cut') body.on('end', () => request.socket.destroy());
}

/** The file, and zeros after it. */
async function* partsOf(file: Buffer, size: number, partMs: number): AsyncGenerator<Buffer> {
	const zeros = Buffer.alloc(65_536);
	for (let sent = 0; sent < size; ) {
		const part = (sent < file.length ? file.subarray(sent) : zeros).subarray(0, size - sent);
		sent += part.length;
		yield part;
		if (partMs > 0) await setTimeout(partMs);
	}
}

/** In the form of Amazon S3. */
function refuse(response: ServerResponse, status: number, code: string): void {
	const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>Request has expired</Message></Error>`;
	response.writeHead(status, { 'content-type': 'application/xml' }).end(body);
}
