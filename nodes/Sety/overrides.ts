import { z } from 'zod';

import { InvalidInput } from '../core/failures/failures';
import { readJson } from '../core/form/jsonInput';
import { fillPath } from '../core/http/address';
import { isJsonRecord } from '../core/json';
import type { EndpointOverrides, OverriddenCall, SetyCall } from './call';
import { isKeyName, PAGE_SIZE, resolveCall } from './call';
import type { GuardedAddress, WriteAddress } from './resolvedAddress';
import { foreignWrite } from './resolvedAddress';

const LARGEST_PAGE_SIZE = 1_000;

const changesShape = z
	.object({
		path: z.string(),
		method: z.enum(['GET', 'POST', 'PATCH', 'PUT']),
		rename: z.record(z.string().trim().min(1).refine(isPlainName)),
		pageSize: z.number().int().min(1).max(LARGEST_PAGE_SIZE),
	})
	.partial()
	.strict();

type Changes = z.output<typeof changesShape>;

/** An object takes this name for something else. */
function isPlainName(name: string): boolean {
	return name !== '__proto__';
}

const override = z.union([z.string().transform((path): Changes => ({ path })), changesShape]);

const SHAPE_HINT = `Write {"resource.operation": "/path"} or {"resource.operation": {"path": "/path", "method": "GET", "rename": {"lat": "latitude"}}}; a list may also have "pageSize", from 1 to ${LARGEST_PAGE_SIZE}.`;

/**
 * The credential's Endpoint Overrides, checked. They put right what this package assumes about Sety's paths, methods
 * and field names without a new release.
 *
 * @param written JSON text, or the object it stands for; empty means no overrides
 * @param calls all calls of Sety
 * @param baseUrl which can hold a part of an address
 * @throws InvalidInput for anything that could not have been meant, for a path that leaves the base URL, and for one that
 * carries out another operation
 */
export function parseOverrides(
	written: unknown,
	calls: readonly SetyCall[],
	baseUrl: string,
): EndpointOverrides {
	const entries = Object.entries(objectOf(written)).map(([key, value]) => {
		const call = calls.find((candidate) => candidate.key === key);
		if (call === undefined) {
			const keys = calls.map((one) => one.key).join(', ');
			throw invalid(`has the unknown key "${key}"`, `Use one of: ${keys}.`);
		}
		return { call, overridden: checked(call, value) };
	});
	const overrides = new Map(entries.map(({ call, overridden }) => [call.key, overridden]));
	// Those of the safeguards last: where two share an address, the other one is at fault.
	const guardedLast = [
		...entries.filter(({ call }) => !isGuarded(call)),
		...entries.filter(({ call }) => isGuarded(call)),
	];
	for (const { call, overridden } of guardedLast) {
		// What an ID can make of an address is seen before each request.
		refuseForeignWrite(call, { baseUrl, overrides, calls }, fillPath(overridden.path, ANY_ID));
	}
	return overrides;
}

const isGuarded = ({ hasSafeguard }: SetyCall) => hasSafeguard === true;

/** The documented addresses of the writes that send responders, or call them off. */
function guardedAddresses(calls: readonly SetyCall[]): GuardedAddress[] {
	return calls.filter(isGuarded).map(({ key, path }) => ({
		key,
		path,
		isAlsoRead: calls.some((one) => one.effect === 'read' && one.path === path),
	}));
}

const ANY_ID = { incidentId: 'id', logId: 'id' };

interface Overridden {
	baseUrl: string;
	overrides: EndpointOverrides;
	calls: readonly SetyCall[];
}

/**
 * Refuses a request that would carry out another write than its own: that one's safeguard was not asked.
 *
 * @param path with its placeholders filled in
 * @throws InvalidInput
 */
export function refuseForeignWrite(
	call: SetyCall,
	{ baseUrl, overrides, calls }: Overridden,
	path: string,
): void {
	const { method } = resolveCall(call, overrides);
	const writes = calls
		.filter(({ effect }) => effect !== 'read')
		.map((one): WriteAddress => ({ key: one.key, path: resolveCall(one, overrides).path }));
	const request = { method, baseUrl, path };
	const key = foreignWrite(call.key, request, writes, guardedAddresses(calls));
	const write = calls.find((one) => one.key === key);
	if (write === undefined) return;
	throw new InvalidInput(
		`${method} ${path} calls ${write.title} for "${call.key}"`,
		'An operation cannot make the call of another one, because it lacks the safeguard of that one. Correct Endpoint Overrides of the Sety credential, or the ID of this item. Nothing was sent.',
	);
}

function objectOf(written: unknown): object {
	if (written === undefined || written === null) return {};
	if (typeof written === 'string' && written.trim() === '') return {};
	const read = typeof written === 'string' ? readJson(written) : { value: written };
	if ('problem' in read) throw invalid(read.problem, SHAPE_HINT);
	if (!isJsonRecord(read.value)) throw invalid('is not a JSON object', SHAPE_HINT);
	return read.value;
}

function checked(call: SetyCall, value: unknown): OverriddenCall {
	const name = call.key;
	const parsed = override.safeParse(value);
	if (!parsed.success) {
		throw invalid(`has an entry for "${name}" that cannot be read`, SHAPE_HINT);
	}
	const changes = parsed.data;
	const path = changes.path ?? call.path;
	refuseForeignPath(name, path, call.path);
	const rename = changes.rename ?? {};
	const stranger = Object.keys(rename).find((field) => !call.fields.includes(field));
	if (stranger !== undefined) {
		throw invalid(
			`renames the unknown field "${stranger}" of "${name}"`,
			call.fields.length === 0
				? 'This operation sends no fields.'
				: `Its fields are: ${call.fields.join(', ')}.`,
		);
	}
	refuseSharedTarget(name, rename, call.fields);
	refuseMovedKey(name, rename);
	const method = changes.method ?? call.method;
	if (call.effect === 'read' && (method === 'PATCH' || method === 'PUT')) {
		throw invalid(
			`calls "${name}" with ${method}, although it only reads`,
			'Use GET, or POST for a search by POST.',
		);
	}
	if (call.effect !== 'read' && method === 'GET') {
		throw invalid(
			`calls "${name}" with GET, although it changes something`,
			'Use POST, PATCH or PUT.',
		);
	}
	const { pageSize } = changes;
	if (pageSize !== undefined && !call.fields.includes('limit')) {
		throw invalid(`has a pageSize for "${name}", which is not a list`, 'Remove it.');
	}
	return { path, method, rename, pageSize: pageSize ?? PAGE_SIZE };
}

/** Two fields under one name would lose one of them. */
function refuseSharedTarget(
	name: string,
	rename: Readonly<Record<string, string>>,
	fields: readonly string[],
): void {
	const targets = fields.map((field) => rename[field] ?? field);
	const shared = targets.find((target, index) => targets.indexOf(target) !== index);
	if (shared === undefined) return;
	throw invalid(`gives two fields of "${name}" the name "${shared}"`, 'Give each its own name.');
}

/**
 * The name of the idempotency key is documented. Under another name Sety would create a second incident for a repeated
 * request; with another field in its place, one for whatever that field says.
 */
function refuseMovedKey(name: string, rename: Readonly<Record<string, string>>): void {
	for (const [field, target] of Object.entries(rename)) {
		if (target === field || (!isKeyName(field) && !isKeyName(target))) continue;
		throw invalid(
			`renames "${field}" of "${name}" to "${target}"`,
			'Only the field Idempotency Key is sent as idempotency_key, and under this name alone: it keeps one emergency from being dispatched twice.',
		);
	}
}

/** A path must stay below the base URL, or the key could be sent to somebody else. */
function refuseForeignPath(name: string, path: string, knownPath: string): void {
	const decoded = path.replaceAll(/%2e/gi, '.').replaceAll(/%2f/gi, '/').replaceAll(/%5c/gi, '\\');
	const isRelative = /^\/(?!\/)[^\s?#\\]*$/.test(decoded) && isDecodable(path);
	if (!isRelative || decoded.includes('//') || decoded.split('/').some((part) => part === '..')) {
		throw invalid(
			`has the path "${path}" for "${name}", which is not a plain path below the Base URL`,
			'Start it with one slash, without host, "..", "?" or "#".',
		);
	}
	const placeholders = (text: string): string[] => text.match(/\{[^}]*\}/g) ?? [];
	const allowed = placeholders(knownPath);
	const stranger = placeholders(path).find((placeholder) => !allowed.includes(placeholder));
	if (stranger !== undefined) {
		throw invalid(
			`has the placeholder ${stranger} for "${name}"`,
			allowed.length === 0
				? 'This operation has no placeholders.'
				: `Use ${allowed.join(', ')} only.`,
		);
	}
	const missing = allowed.find((placeholder) => !path.includes(placeholder));
	if (missing !== undefined) {
		throw invalid(
			`leaves ${missing} out of the path for "${name}"`,
			`Put ${missing} into the path.`,
		);
	}
}

function isDecodable(path: string): boolean {
	try {
		decodeURIComponent(path);
		return true;
	} catch {
		return false;
	}
}

function invalid(what: string, howToGoOn: string): InvalidInput {
	return new InvalidInput(
		`Endpoint Overrides of the Sety credential ${what}`,
		`${howToGoOn} Nothing was sent.`,
	);
}
