import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { systemClock } from '../clock';
import { ExecutionCancelled } from '../failures/cancellation';
import { quoteN8n } from '../failures/text';
import type { FileType } from './fileType';
import { fileTypeOf, isPage, typeTold } from './fileType';
import { cancelSignalOf } from './n8nTransport';
import type { HttpRequest, Outcome } from './request';

export type FileStream = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Buffer
>;

export interface StoredFile {
	binary: IBinaryData;
	fileName: string;
	mimeType: string;
	bytes: number;
}

/** A stored file; why the file host or n8n gave none, where another attempt would end the same way; or a broken connection. */
export type Stored = { file: StoredFile } | { isTooLarge: true } | { fault: string } | Outcome;

/** From the first byte of a file to the last one, in milliseconds. */
const LONGEST_DOWNLOAD_MS = 10 * 60_000;
const NOTHING = Buffer.alloc(0);

interface Storing {
	context: IExecuteFunctions;
	/** Names of headers in lower case. */
	headers: Readonly<Record<string, string>>;
	request: HttpRequest;
	maxBytes: number;
	/**
	 * Ends the request. Destroying the stream is not enough: in n8n's client it is a generator, which waits for the next byte
	 * before it ends (axios 1.18).
	 */
	end(): void;
	nameFor(type: FileType): string;
}

/**
 * Stores a file while it comes in, as n8n stores binary data: into a folder or storage without holding it in memory, where
 * n8n has one. Throws ExecutionCancelled.
 */
export async function storeFile(stream: FileStream, storing: Storing): Promise<Stored> {
	const { context, headers, request, maxBytes, end, nameFor } = storing;
	let bytes = Number(headers['content-length'] ?? 0);
	let broken: Error | undefined;
	stream.on('error', (error: Error) => (broken ??= error));
	if (bytes > maxBytes) {
		end();
		return { isTooLarge: true };
	}
	bytes = 0;
	const endsAt = systemClock.monotonic() + LONGEST_DOWNLOAD_MS;
	let isIdle = false;
	const idle = idleWatch(request.timeoutMs, () => {
		isIdle = true;
		end();
	});
	const count = (part: Buffer) => {
		idle.renew();
		bytes += part.length;
		if (bytes > maxBytes || systemClock.monotonic() > endsAt) throw new Error('Over a limit');
		return part;
	};
	let fault: unknown;
	let lost: Error | undefined;
	try {
		const told = typeTold(headers['content-type']);
		const type = fileTypeOf(told, told === undefined ? await firstBytes(stream) : NOTHING);
		const { mimeType } = type;
		if (isPage(mimeType)) {
			return { fault: `The file host sent ${mimeType} in place of a file.` };
		}
		const fileName = nameFor(type);
		const binary = await context.helpers.prepareBinaryData(stream.map(count), fileName, mimeType);
		return { file: { binary, fileName, mimeType, bytes } };
	} catch (cause) {
		fault = cause;
		// By now: `end` breaks the connection, too.
		lost = broken;
	} finally {
		idle.end();
		end();
	}
	if (bytes > maxBytes) return { isTooLarge: true };
	if (cancelSignalOf(context)?.aborted === true) throw new ExecutionCancelled();
	const isLate = isIdle || systemClock.monotonic() > endsAt;
	if (isLate) return { kind: 'interrupted', code: 'ETIMEDOUT' };
	if (lost !== undefined) return { kind: 'interrupted', code: codeOf(lost) };
	return { fault: `n8n could not store the file. ${quoteN8n(fault)}` };
}

const codeOf = ({ code }: Partial<NodeJS.ErrnoException>): string => code ?? 'ECONNRESET';

/** Calls `onIdle` after so long without `renew`. Not by the clock of the retries: see unlessLate. */
function idleWatch(ms: number, onIdle: () => void) {
	let renewedAt = performance.now();
	let isOver = false;
	const check = () => {
		if (isOver) return;
		const leftMs = renewedAt + ms - performance.now();
		if (leftMs > 0) watch(leftMs);
		else onIdle();
	};
	const watch = (leftMs: number) => {
		AbortSignal.timeout(Math.ceil(leftMs)).addEventListener('abort', check, { once: true });
	};
	watch(ms);
	return { renew: () => (renewedAt = performance.now()), end: () => (isOver = true) };
}

/** Looks at the first part of a stream, and leaves it there. */
async function firstBytes(stream: FileStream): Promise<Buffer> {
	return await new Promise((resolve, reject) => {
		stream.once('error', reject);
		stream.once('readable', () => {
			const part = stream.read() as Buffer | null;
			if (part !== null) stream.unshift(part);
			resolve(part ?? NOTHING);
		});
	});
}
