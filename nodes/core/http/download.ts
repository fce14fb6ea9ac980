import type { IExecuteFunctions } from 'n8n-workflow';

import { systemClock } from '../clock';
import { ExecutionCancelled } from '../failures/cancellation';
import { ApiFailure } from '../failures/failures';
import type { CallSettings } from '../run/settings';
import { limitsOf } from '../run/settings';
import { httpClient } from './client';
import { whyNotFetched } from './fileAddress';
import type { FileType } from './fileType';
import { answerOf, outcomeOfError } from './n8nOutcome';
import { cancelSignalOf } from './n8nTransport';
import { createRateLimiter } from './rateLimiter';
import type { HttpRequest, Outcome } from './request';
import type { FileStream, StoredFile } from './storeFile';
import { storeFile } from './storeFile';
import { urlOf } from './url';

/** A file behind a link that a service gave. */
export interface FileOrder {
	link: string;
	/** The service, for messages. */
	service: string;
	/** See whyNotFetched. */
	admitsThisMachine: boolean;
	maxBytes: number;
	nameFor(type: FileType): string;
}

/** Fetches a file without a credential, and stores it as n8n stores binary data. Throws ApiFailure, ExecutionCancelled. */
export type Download = (order: FileOrder) => Promise<StoredFile>;

/** The body of an answer with status 2xx. */
type Result = { file: StoredFile } | { refusal: ApiFailure };

const MOST_REDIRECTS = 3;
/** Without compression, Content-Length is the size of the file. */
const HEADERS = { Accept: '*/*', 'Accept-Encoding': 'identity' };
const BYTES_PER_MB = 1_000_000;

export function downloader(context: IExecuteFunctions, settings: CallSettings): Download {
	const signal = cancelSignalOf(context);
	const clock = systemClock;
	return async (order) => {
		const { link, service } = order;
		const why = whyNotFetched(link, order.admitsThisMachine);
		if (why !== undefined) throw unfit(service, `The link ${why}.`);
		const send = async (request: HttpRequest) => await fetchOnce(context, request, order);
		const fetch = httpClient({
			limiter: createRateLimiter(send, { clock, signal }),
			clock,
			signal,
		});
		const { body } = await fetch(
			{ method: 'GET', url: link, effect: 'read', ...limitsOf(settings) },
			{
				service: new URL(link).hostname,
				call: 'Download media',
				secrets: [],
				checkAddress: 'Check whether the network of this n8n reaches that host.',
				explainStatus: (status) => ({
					message: `The file host of ${service} answered the download with status ${status}`,
					howToGoOn: 'The link may have expired, or the file may be gone. Run again later.',
				}),
			},
		);
		const result = body as Result;
		if ('refusal' in result) throw result.refusal;
		return result.file;
	};
}

/** Follows redirects, each checked like the link itself. */
async function fetchOnce(
	context: IExecuteFunctions,
	request: HttpRequest,
	order: FileOrder,
): Promise<Outcome> {
	const { service, admitsThisMachine, maxBytes, nameFor } = order;
	let { url } = request;
	for (let redirects = 0; ; redirects++) {
		const ending = new AbortController();
		const end = () => ending.abort();
		const answer = await answerFrom(context, { ...request, url }, ending.signal);
		if (answer.kind !== 'answer') return answer;
		const { status, headers } = answer;
		const stream = answer.body as FileStream;
		if (status >= 200 && status < 300) {
			const stored = await storeFile(stream, { context, headers, request, maxBytes, end, nameFor });
			if ('kind' in stored) return stored;
			if ('file' in stored) return { ...answer, body: stored };
			const refusal =
				'fault' in stored ? unfit(service, stored.fault) : tooLarge(maxBytes / BYTES_PER_MB);
			return { ...answer, body: { refusal } satisfies Result };
		}
		// Nothing waits for the rest of it, nor for its errors.
		stream.on('error', () => {});
		end();
		const { location } = headers;
		const isRedirect = status >= 300 && status < 400 && location !== undefined;
		if (!isRedirect || redirects === MOST_REDIRECTS) return { ...answer, body: '' };
		url = urlOf(location, url)?.href ?? location;
		const why = whyNotFetched(url, admitsThisMachine);
		if (why === undefined) continue;
		const refusal = unfit(service, `The link redirects to another one, which ${why}.`);
		return { ...answer, status: 200, body: { refusal } satisfies Result };
	}
}

/** The body of an answer is a stream. */
async function answerFrom(
	context: IExecuteFunctions,
	request: HttpRequest,
	ending: AbortSignal,
): Promise<Outcome> {
	const signal = cancelSignalOf(context);
	if (signal?.aborted === true) throw new ExecutionCancelled();
	const { method, url, timeoutMs } = request;
	try {
		const response: unknown = await context.helpers.httpRequest({
			...{ method, url, timeout: timeoutMs, headers: { ...HEADERS } },
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			abortSignal: signal === undefined ? ending : AbortSignal.any([signal, ending]),
		});
		return answerOf(response);
	} catch (cause) {
		return outcomeOfError(cause, request, true);
	}
}

function unfit(service: string, why: string): ApiFailure {
	return new ApiFailure(
		`A file that ${service} linked to was not downloaded`,
		`${why.trim()} The node fetches files from public hosts over https.`,
		{ attempts: 1, certainlyWithoutEffect: true },
	);
}

function tooLarge(megabytes: number): ApiFailure {
	return new ApiFailure(
		`The file is larger than Max File Size (${megabytes} MB)`,
		'Raise Max File Size in Options.',
		{ attempts: 1, certainlyWithoutEffect: true },
	);
}
