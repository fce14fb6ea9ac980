import dns from 'node:dns';

import type { OnError } from 'n8n-workflow';

import type { NodeResult } from '../../harness/engine/runNode.cts';
import { virtualTime } from '../../harness/engine/virtualTime.cts';
import type { ReceivedRequest } from '../../sandbox/recorder.cts';
import type { OperationCase, TestedService } from '../cases/everyService.cts';
import type { HostileFault } from './faults.cts';
import { mayBeHtml, textsOf, whyNotShown } from './messages.cts';

/** Longest that one request may wait in all, milliseconds, by the default of Max Wait For Rate Limits. */
const BUDGET_MS = 60_000;
/** Requests that no case sends, also when each is turned away after the shortest of the waits for two minutes. */
const MOST_REQUESTS = 100;

export interface Cell {
	fault: HostileFault;
	onError: OnError;
	/** Whether the fault hits the first request only. */
	once?: boolean;
	/** Whether a second item like the first one comes along. */
	twoItems?: boolean;
}

export interface CellResult {
	/** What is wrong with how the case ended; empty when nothing is. */
	wrong: string[];
	requests: number;
	waitedMs: number;
	failed: boolean;
}

/** Runs a case under a fault, and looks at what came of it: at the service, in the output, and in the messages. */
export async function runCell(
	service: TestedService,
	chosen: OperationCase,
	cell: Cell,
): Promise<CellResult> {
	const { fault, onError, once = false, twoItems = false } = cell;
	const { control } = service.sandbox;
	// A key that a user sets is for one item alone.
	const isDoubled = twoItems && !/dempotency/.test(JSON.stringify(chosen));
	const input = chosen.input ?? (isDoubled ? [{}, {}] : [{}]);
	await control.clearFaults();
	if (fault.fault !== undefined) {
		await control.addFaults({ ...fault.fault, times: once ? 1 : 'always' });
	}
	if (fault.clockAheadMs !== undefined) await setClocks(service, fault.clockAheadMs);
	await control.clearReceived();
	const { waits } = virtualTime();
	if (fault.timeoutMs !== undefined) shortenTimeouts(fault.timeoutMs, once);
	const credential = unreachable(fault.unreachable);
	const result = await service.run(chosen.name, chosen.parameters, {
		input: [input],
		onError,
		...(credential === undefined ? {} : { credential }),
	});
	jest.restoreAllMocks();
	if (fault.clockAheadMs !== undefined) await setClocks(service, 0);

	const requests = await control.received();
	const waitedMs = waits.reduce((sum, ms) => sum + ms, 0);
	const effect = service.effectOf(chosen.name);
	const failed =
		result.error !== undefined || result.outputs.flat().some(({ json }) => 'error' in json);
	const wrong = [
		...wrongRequests(requests, cell, effect, input.length),
		...(waits.some((ms) => !Number.isFinite(ms) || ms < 0) ? ['a wait that is no number'] : []),
		...(waitedMs > BUDGET_MS * (input.length + 1) ? [`waited ${waitedMs} ms`] : []),
		...wrongItems(result, cell, {
			effect,
			items: input.length,
			isBulk: service.isBulk(chosen.name),
		}),
		...wrongTexts(result, service.secret),
	];
	if (!once && fault.neverSuccess === true && !failed) wrong.push('counts as a success');
	const { recovers } = fault;
	const mustRecover = recovers === 'all' || (recovers === 'safe' && effect !== 'unsafeWrite');
	if (once && mustRecover && failed) {
		wrong.push(`does not recover: ${textsOf(result).join(' ')}`);
	}
	return { wrong, requests: requests.length, waitedMs, failed };
}

function wrongRequests(
	requests: readonly ReceivedRequest[],
	{ fault }: Cell,
	effect: string,
	items: number,
): string[] {
	const wrong: string[] = [];
	if (effect === 'unsafeWrite' && fault.ambiguous === true && requests.length > items) {
		wrong.push(`an unsafe write was sent ${requests.length} times`);
	}
	const keys = new Set(
		requests.flatMap(({ body }) => {
			const key = (body as { idempotency_key?: unknown } | null)?.idempotency_key;
			return key === undefined ? [] : [key];
		}),
	);
	if (keys.size > items) wrong.push(`one item was sent with ${keys.size} idempotency keys`);
	if (requests.length > MOST_REQUESTS * items) wrong.push(`${requests.length} requests`);
	if (requests.some(({ service }) => service === null)) wrong.push('a redirect was followed');
	if (fault.unreachable !== undefined && requests.length > 0) wrong.push('reached the service');
	return wrong;
}

function wrongItems(
	{ error, outputs }: NodeResult,
	{ onError }: Cell,
	{ effect, items, isBulk }: { effect: string; items: number; isBulk: boolean },
): string[] {
	if (onError === 'stopWorkflow') return [];
	const wrong: string[] = [];
	if (error !== undefined) wrong.push(`ended the run: ${error.message}`);
	const failed = outputs.map((list) => list.filter(({ json }) => 'error' in json));
	const misplaced = failed[onError === 'continueErrorOutput' ? 0 : 1] ?? [];
	if (misplaced.length > 0) wrong.push('an error item is on the wrong output');
	const indexOf = (list: NodeResult['outputs'][number]) =>
		list.map(({ pairedItem }) => (pairedItem as { item?: number } | undefined)?.item);
	const all = indexOf(outputs.flat());
	if (all.includes(undefined)) wrong.push('an item without its input item');
	// An item of a bulk operation can name several records, each with an output of its own.
	if (!isBulk) {
		const refused = indexOf(failed.flat());
		if (new Set(refused).size < refused.length) wrong.push('an item failed twice');
		const good = indexOf(outputs.flat().filter(({ json }) => !('error' in json)));
		if (refused.some((item) => good.includes(item))) {
			wrong.push('an item failed and came out well');
		}
	}
	// A list that is read can be empty.
	if (effect !== 'read' && new Set(all).size < items) wrong.push('an item came out nowhere');
	return wrong;
}

function wrongTexts(result: NodeResult, secret: string): string[] {
	const wrong = textsOf(result).flatMap((text) => {
		const why = whyNotShown(text, [secret]);
		return why === undefined ? [] : [`${why}: ${text}`];
	});
	wrong.push(...textsOf(result).filter(mayBeHtml));
	if (result.stored.includes(secret)) wrong.push('n8n stores the secret');
	if (result.error !== undefined && (result.error.description ?? '') === '') {
		wrong.push(`says not how to go on: ${result.error.message}`);
	}
	return wrong;
}

/** The transport gives an attempt up by this signal, whatever the client does. */
function shortenTimeouts(ms: number, once: boolean): void {
	const { timeout } = AbortSignal;
	const spy = jest.spyOn(AbortSignal, 'timeout');
	const shortened = () => timeout.call(AbortSignal, ms);
	if (once) spy.mockImplementationOnce(shortened);
	else spy.mockImplementation(shortened);
}

function unreachable(how: HostileFault['unreachable']) {
	if (how === undefined) return undefined;
	// The discard port, on which nothing listens.
	if (how === 'refused') return { baseUrl: 'http://127.0.0.1:9' };
	jest.spyOn(dns, 'lookup').mockImplementation((host: string, ...rest: unknown[]) => {
		const callback = rest.at(-1) as (error: Error) => void;
		const error = new Error(`getaddrinfo ENOTFOUND ${host}`);
		callback(Object.assign(error, { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: host }));
	});
	return { baseUrl: 'https://no-such-host.invalid' };
}

async function setClocks({ sandbox }: TestedService, offsetMs: number): Promise<void> {
	for (const name of sandbox.services) await sandbox.control.setServiceClock(name, { offsetMs });
}
