import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import type { Credential } from '../../../harness/engine/credentials.cts';
import type { TestedService } from '../../cases/everyService.cts';
import { mayBeHtml, whyNotShown } from '../messages.cts';
import type { OfflineResult } from './executeOffline.cts';
import { executeOffline } from './executeOffline.cts';
import type { Answering, OfflineRequest } from './offline.cts';
import { orHangs, wrongSurroundings } from './surroundings.cts';

export interface FuzzedRun {
	operation: string;
	parameters: INodeParameters;
	input: IDataObject[];
	onError: OnError;
	answer: Answering;
	typeName?: string;
}

export interface FuzzedResult extends OfflineResult {
	requests: OfflineRequest[];
	/** What is wrong with how the run ended; empty when nothing is. */
	wrong: string[];
}

/** Executes an operation, and looks at what no input and no answer may bring about. */
export async function runFuzzed(service: TestedService, run: FuzzedRun): Promise<FuzzedResult> {
	const requests: OfflineRequest[] = [];
	const credentials = service.credential();
	const result = await orHangs(
		executeOffline({
			node: service.newNode(),
			credentials,
			...run,
			answer(request) {
				requests.push(request);
				return run.answer(request);
			},
		}),
	);
	const baseUrl = baseUrlOf(credentials);
	const wrong = [
		...wrongSurroundings(),
		...requests.flatMap((request) => notMeant(request, baseUrl, service.callsOf(run.operation))),
		...wrongResult(result, run),
	];
	return { ...result, requests, wrong };
}

export function baseUrlOf(credentials: Record<string, Credential>): string {
	const [credential] = Object.values(credentials);
	const baseUrl = credential?.data.baseUrl;
	if (typeof baseUrl !== 'string') throw new Error('The credential has no Base URL');
	return baseUrl;
}

/** A request that the operation does not make: to another host, by another method, below another path. */
export function notMeant(
	{ method = 'GET', url, withCredential, headers }: OfflineRequest,
	baseUrl: string,
	calls: ReadonlyArray<{ method: string; path: string }>,
): string[] {
	if (!withCredential) {
		// Files behind links of the service: read, without the key.
		const isHarmless = method === 'GET' && !/authorization/i.test(JSON.stringify(headers ?? {}));
		return isHarmless ? [] : [`${method} ${url} without the credential`];
	}
	const fits = calls.some((call) => {
		const pattern = call.path
			.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&')
			.replaceAll(/\{\w+\}/g, '([^/?#]+)');
		const found = new RegExp(`^${pattern}$`).exec(url.slice(baseUrl.length));
		return (
			call.method === method &&
			url.startsWith(`${baseUrl}/`) &&
			found !== null &&
			// A step to another folder, however it is written.
			new URL(url).href.toLowerCase() === url.toLowerCase()
		);
	});
	return fits ? [] : [`${method} ${url} is no request of this operation`];
}

/** What is wrong with how a run ended, whatever the node. */
export function wrongResult(
	{ thrown, items, hints }: OfflineResult,
	run: Pick<FuzzedRun, 'onError' | 'typeName'>,
): string[] {
	const wrong: string[] = [];
	if (thrown !== undefined) {
		if (!/^Node(?:Api|Operation)Error$/.test(thrown.name)) {
			return [`threw ${thrown.name}: ${thrown.message} ${thrown.stack}`];
		}
		// An agent reads the message alone, which holds all of it.
		const isSaid = run.typeName !== undefined || (thrown.description ?? '') !== '';
		if (!isSaid) wrong.push(`says not how to go on: ${thrown.message}`);
		if (run.onError !== 'stopWorkflow') wrong.push(`ended the run: ${thrown.message}`);
	}
	const texts = [
		...(thrown === undefined ? [] : [thrown.message, thrown.description ?? '']),
		...items.flatMap(({ json }) => (typeof json.error === 'string' ? [json.error] : [])),
		...hints,
	];
	for (const text of texts) {
		// A fault of the node. For an expression that gives a function, n8n throws an Error without another name.
		if (/unexpected fault \((?!Error\))/.test(text)) wrong.push(`not expected: ${text}`);
		const why = whyNotShown(withoutQuotes(text), []);
		if (why !== undefined) wrong.push(`${why}: ${text}`);
		if (mayBeHtml(text)) wrong.push(`may be HTML: ${text}`);
	}
	const unpaired = items.filter(({ pairedItem }) => pairedItem === undefined);
	if (unpaired.length > 0) wrong.push('an item without its input item');
	return wrong;
}

/** What a message says without what it quotes of the input, of the service, and of places in the input. */
export const withoutQuotes = (text: string): string =>
	text
		.replaceAll(/"(?:[^"\\]|\\.)*"?/g, '""')
		// The beginning of an answer, and an ID of it.
		.replaceAll(/: [[{].*/gs, ': …')
		.replaceAll(/(?<=but with ).*/gs, '…')
		.replaceAll(/(?:→ [^→]*)+?(?= (?:is|has|holds)\b)/g, '→ …')
		.replaceAll(/\[item \d+\]/g, '[item]');
