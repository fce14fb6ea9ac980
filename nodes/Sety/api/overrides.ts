import { z } from 'zod';

import { InvalidInput } from '../../core/failures/failures';
import { fillPath } from '../../core/http/address';
import type { Endpoint, HttpMethod } from '../../core/http/request';
import { readJson } from '../../core/form/readJson';
import { isJsonRecord } from '../../core/json';
import type { EndpointName } from './endpoints';
import { endpointNames, endpoints } from './endpoints';
import type { WriteAddress } from './resolvedAddress';
import { foreignWrite } from './resolvedAddress';

/** An endpoint as this credential calls it. */
export interface CalledEndpoint {
	method: HttpMethod;
	path: string;
	/** From our field names to those of the service. */
	rename: Readonly<Record<string, string>>;
	/** Records that one page of a list is asked for. */
	pageSize: number;
	overridden: boolean;
}

export type EndpointOverrides = ReadonlyMap<EndpointName, CalledEndpoint>;

/** Records per page of a list where no override says otherwise. Sety's own maximum is not documented; 100 is assumed. */
export const PAGE_SIZE = 100;
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
 * @param baseUrl which can hold a part of an address
 * @throws InvalidInput for anything that could not have been meant, for a path that leaves the base URL, and for one that
 * carries out another operation
 */
export function parseOverrides(
	written: unknown,
	baseUrl = 'https://intel-api.sety.io/v1/external',
): EndpointOverrides {
	const entries = Object.entries(objectOf(written));
	const overrides = entries.map(([key, value]): [EndpointName, CalledEndpoint] => {
		const name = endpointNames().find((candidate) => candidate === key);
		if (name === undefined) {
			throw invalid(`has the unknown key "${key}"`, `Use one of: ${endpointNames().join(', ')}.`);
		}
		return [name, checked(name, value)];
	});
	const all = new Map(overrides);
	// Those of the safeguards last: where two share an address, the other one is at fault.
	const isGuarded = ([name]: [EndpointName, unknown]) => GUARDED.has(name);
	const guardedLast = [
		...overrides.filter((one) => !isGuarded(one)),
		...overrides.filter(isGuarded),
	];
	for (const [name, { path }] of guardedLast) {
		// What an ID can make of an address is seen before each request.
		refuseForeignWrite(name, { baseUrl, overrides: all }, fillPath(path, ANY_ID));
	}
	return all;
}

/** Those that send responders, or call them off. */
const GUARDED: ReadonlySet<EndpointName> = new Set(['incident.create', 'incident.cancel']);

const ANY_ID = { incidentId: 'id', logId: 'id' };

/**
 * Refuses a request that would carry out another write than its own: that one's safeguard was not asked.
 *
 * @param path with its placeholders filled in
 * @throws InvalidInput
 */
export function refuseForeignWrite(
	name: EndpointName,
	{ baseUrl, overrides }: { baseUrl: string; overrides: EndpointOverrides },
	path: string,
): void {
	const { method } = resolveEndpoint(name, overrides);
	const write = foreignWrite(name, { method, baseUrl, path }, writeAddresses(overrides));
	if (write === undefined) return;
	throw new InvalidInput(
		`${method} ${path} calls ${endpoints[write].title} for "${name}"`,
		'An operation may not carry out another one, whose safeguard it does not have. Correct Endpoint Overrides of the Sety credential, or the ID of this item. Nothing was sent.',
	);
}

/** Where this credential has its writes. */
function writeAddresses(overrides: EndpointOverrides): WriteAddress[] {
	return endpointNames()
		.filter((name) => endpoints[name].effect !== 'read')
		.map((name) => ({ name, path: resolveEndpoint(name, overrides).path }));
}

/** How an endpoint is called with these overrides. */
export function resolveEndpoint(name: EndpointName, overrides: EndpointOverrides): CalledEndpoint {
	const { method, path } = endpoints[name];
	return (
		overrides.get(name) ?? { method, path, rename: {}, pageSize: PAGE_SIZE, overridden: false }
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

function checked(name: EndpointName, value: unknown): CalledEndpoint {
	const parsed = override.safeParse(value);
	if (!parsed.success) {
		throw invalid(`has an entry for "${name}" that cannot be read`, SHAPE_HINT);
	}
	const known: Endpoint = endpoints[name];
	const changes = parsed.data;
	const path = changes.path ?? known.path;
	refuseForeignPath(name, path, known.path);
	const rename = changes.rename ?? {};
	const stranger = Object.keys(rename).find((field) => !known.fields.includes(field));
	if (stranger !== undefined) {
		throw invalid(
			`renames the unknown field "${stranger}" of "${name}"`,
			known.fields.length === 0
				? 'This operation sends no fields.'
				: `Its fields are: ${known.fields.join(', ')}.`,
		);
	}
	refuseSharedTarget(name, rename, known.fields);
	refuseMovedKey(name, rename);
	const method = changes.method ?? known.method;
	if (known.effect === 'read' && (method === 'PATCH' || method === 'PUT')) {
		throw invalid(
			`calls "${name}" with ${method}, although it only reads`,
			'Use GET, or POST for a search by POST.',
		);
	}
	if (known.effect !== 'read' && method === 'GET') {
		throw invalid(
			`calls "${name}" with GET, although it changes something`,
			'Use POST, PATCH or PUT.',
		);
	}
	const { pageSize } = changes;
	if (pageSize !== undefined && !known.fields.includes('limit')) {
		throw invalid(`has a pageSize for "${name}", which is no list`, 'Take it out.');
	}
	return { path, method, rename, pageSize: pageSize ?? PAGE_SIZE, overridden: true };
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

/** Whether a name is the one under which Sety takes the idempotency key, in whatever spelling. */
export function isKeyName(name: string): boolean {
	return (
		name
			.normalize('NFKC')
			.replaceAll(/[^a-z]/gi, '')
			.toLowerCase() === 'idempotencykey'
	);
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
	const isRelative = /^\/(?!\/)(?:[^\s?#\\%]|%[0-9a-f]{2})*$/i.test(decoded) && isDecodable(path);
	if (!isRelative || decoded.includes('//') || decoded.split('/').some((part) => part === '..')) {
		throw invalid(
			`has the path "${path}" for "${name}", which is not a plain path below the Base URL`,
			'Begin it with one slash and use no host, "..", "?" or "#".',
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
		return decodeURIComponent(path) !== '';
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
