import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { systemClock } from '../clock';
import { ExecutionCancelled } from '../failures/cancellation';
import { quoteN8n } from '../failures/text';
import type { FileType } from './fileType';
import { fileTypeOf, isPage, typeTold } from './fileType';
import { outcomeOfError } from './n8nOutcome';
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
	nameFor(type: FileType): string;
}

/**
 * Stores a file while it comes in, as n8n stores binary data: into a folder or storage without holding it in memory, where
 * n8n has one. Throws ExecutionCancelled.
 */
export async function storeFile(stream: FileStream, storing: Storing): Promise<Stored> {
	const { context, headers, request, maxBytes, nameFor } = storing;
	let bytes = Number(headers['content-length'] ?? 0);
	let broken: unknown;
	stream.on('error', (error) => (broken ??= error));
	if (bytes > maxBytes) {
		stream.destroy();
		return { isTooLarge: true };
	}
	bytes = 0;
	const endsAt = systemClock.monotonic() + LONGEST_DOWNLOAD_MS;
	const idle = idleWatch(stream, request.timeoutMs);
	const count = (part: Buffer) => {
		idle.renew();
		bytes += part.length;
		if (bytes > maxBytes || systemClock.monotonic() > endsAt) throw new Error('Over a limit');
		return part;
	};
	let fault: unknown;
	try {
		const told = typeTold(headers['content-type']);
		const type = fileTypeOf(told, told === undefined ? await firstBytes(stream) : NOTHING);
		const { mimeType } = type;
		if (isPage(mimeType)) {
			stream.destroy();
			return { fault: `The file host sent ${mimeType} in place of a file.` };
		}
		const fileName = nameFor(type);
		const binary = await context.helpers.prepareBinaryData(stream.map(count), fileName, mimeType);
		return { file: { binary, fileName, mimeType, bytes } };
	} catch (cause) {
		fault = cause;
	} finally {
		idle.end();
	}
	if (bytes > maxBytes) return { isTooLarge: true };
	if (cancelSignalOf(context)?.aborted === true) throw new ExecutionCancelled();
	if (broken !== undefined) return outcomeOfError(broken, request, true);
	if (systemClock.monotonic() > endsAt) return { kind: 'interrupted', code: 'ETIMEDOUT' };
	return { fault: `n8n could not store the file. ${quoteN8n(fault)}` };
}

/** Ends a stream that sends no byte for so long. Not by the clock of the retries: see unlessLate. */
function idleWatch(stream: FileStream, ms: number) {
	let renewedAt = performance.now();
	let isOver = false;
	const check = () => {
		const leftMs = isOver ? 0 : renewedAt + ms - performance.now();
		if (leftMs > 0) watch(leftMs);
		else if (!isOver) stream.destroy(Object.assign(new Error('No data'), { code: 'ETIMEDOUT' }));
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
