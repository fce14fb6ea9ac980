import { z } from 'zod';

import { InvalidInput } from '../../shared/errors/InvalidInput';
import type { Endpoint } from '../../shared/http/endpoint';
import type { HttpMethod } from '../../shared/http/request';
import { isJsonRecord } from '../../shared/json';
import type { EndpointName } from './endpoints';
import { endpointNames, endpoints } from './endpoints';

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
		rename: z.record(z.string().min(1)),
		pageSize: z.number().int().min(1).max(LARGEST_PAGE_SIZE),
	})
	.partial()
	.strict();

type Changes = z.output<typeof changesShape>;

const override = z.union([z.string().transform((path): Changes => ({ path })), changesShape]);

const SHAPE_HINT = `Write {"resource.operation": "/path"} or {"resource.operation": {"path": "/path", "method": "GET", "rename": {"lat": "latitude"}}}; a list may also have "pageSize", from 1 to ${LARGEST_PAGE_SIZE}.`;

/**
 * The credential's Endpoint Overrides, checked. They put right what this package assumes about Sety's paths, methods
 * and field names without a new release.
 *
 * @param written JSON text, or the object it stands for; empty means no overrides
 * @throws InvalidInput for anything that could not have been meant, and for a path that leaves the base URL
 */
export function parseOverrides(written: unknown): EndpointOverrides {
	const entries = Object.entries(objectOf(written));
	const overrides = entries.map(([key, value]): [EndpointName, CalledEndpoint] => {
		const name = endpointNames().find((candidate) => candidate === key);
		if (name === undefined) {
			throw invalid(`has the unknown key "${key}"`, `Use one of: ${endpointNames().join(', ')}.`);
		}
		return [name, checked(name, value)];
	});
	const all = new Map(overrides);
	refuseHiddenCreate(all);
	return all;
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
	let parsed = written;
	if (typeof written === 'string') {
		if (written.trim() === '') return {};
		try {
			parsed = JSON.parse(written);
		} catch (cause) {
			const where = cause instanceof Error ? ` (${cause.message})` : '';
			throw invalid(`is not valid JSON${where}`, SHAPE_HINT);
		}
	}
	if (!isJsonRecord(parsed)) throw invalid('is not a JSON object', SHAPE_HINT);
	return parsed;
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
	const method = changes.method ?? known.method;
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

/** No other operation may create incidents past the safeguards for that, however its path is written. */
function refuseHiddenCreate(overrides: EndpointOverrides): void {
	const createPath = plainPath(resolveEndpoint('incident.create', overrides).path);
	for (const [name, { method, path }] of overrides) {
		if (name === 'incident.create' || method === 'GET' || plainPath(path) !== createPath) continue;
		throw invalid(`calls Create incident for "${name}"`, 'Enter the path of the operation itself.');
	}
}

/** The path as a server reads it: without encoding, dots and a slash at the end. */
function plainPath(path: string): string {
	const { pathname } = new URL(`http://host${path}`);
	const readable = pathname.replaceAll(/%[2-7][0-9a-f]/gi, decodeURIComponent);
	return readable.replace(/\/+$/, '').toLowerCase();
}

/** A path must stay below the base URL, or the key could be sent to somebody else. */
function refuseForeignPath(name: string, path: string, knownPath: string): void {
	const decoded = path.replaceAll(/%2e/gi, '.').replaceAll(/%2f/gi, '/').replaceAll(/%5c/gi, '\\');
	const isRelative = /^\/(?!\/)(?:[^\s?#\\%]|%[0-9a-f]{2})*$/i.test(decoded);
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

function invalid(what: string, howToGoOn: string): InvalidInput {
	return new InvalidInput(
		`Endpoint Overrides of the Sety credential ${what}`,
		`${howToGoOn} Nothing was sent.`,
	);
}
