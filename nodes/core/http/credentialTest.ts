import type { ICredentialTestRequest, IHttpRequestOptions } from 'n8n-workflow';
import { z } from 'zod';

import { refusedByCredential } from '../failures/failures';
import { pathReadings } from './address';
import { isJsonRecord } from '../json';

/** What a status of a credential's test request means. Where such a rule applies, the test ends without success. */
export const meaning = (value: number, message: string) => ({
	type: 'responseCode' as const,
	properties: { value, message },
});

/** The test does not follow redirects, because a key could reach another host. */
export const redirected = [301, 302, 307, 308].map((status) =>
	meaning(status, 'This Base URL redirects to another address. Enter the final address.'),
);

export const outOfOrder = (service: string) => [
	meaning(500, `${service} reports an internal fault. Try again later.`),
	meaning(503, `${service} is not available right now. Try again later.`),
];

/**
 * n8n hands over a body that is no JSON as a text, a page of HTML for instance, and looks a rule's key up in it along with
 * what it inherits (lodash get). No rule can ask for JSON itself.
 */
export const noJson = {
	type: 'responseSuccessBody' as const,
	properties: {
		key: 'constructor.name',
		value: 'String',
		message: 'A web page or a proxy answers at this Base URL, not the API. Check the Base URL.',
	},
};

type Rules = NonNullable<ICredentialTestRequest['rules']>;

/** n8n's types allow for one kind of rule only; it reads each by its own kind (2.41.1, credentials-tester.service). */
export const rulesOf = (...rules: Array<ReturnType<typeof meaning> | typeof noJson>) =>
	rules as Rules;

/**
 * The end of an expression for a base URL: what is to go over http to another machine goes over https instead, so that
 * nobody reads a key on its way. As requireHttps, which refuses such an address.
 */
export const HTTPS_TO_OTHERS =
	'.replace(/^http:(?![/][/](localhost|127[.][0-9]+[.][0-9]+[.][0-9]+|\\[::1\\])([:/]|$))/i, "https:")';

/** Marks the test request of a credential, so that it can follow the overrides of its endpoints. Never sent. */
export const TEST_MARK = 'x-n8n-credential-test';

const testedList = z.object({
	path: z.string().regex(/^\/(?!\/)[^\s?#\\]*$/),
	method: z.enum(['GET', 'POST']).default('GET'),
	rename: z.record(z.string().min(1)).default({}),
});

/**
 * The test request of a credential, which reads one record of a list, as the overrides have that list. Other requests come
 * back unchanged.
 *
 * @param overrides as the user wrote them, JSON or an object
 * @param list its key among the overrides, its path without one, and the last parts of addresses that no test may post to
 * @throws InvalidInput for overrides that cannot be read, and for an address that may do something
 */
export function followingOverrides(
	options: IHttpRequestOptions,
	overrides: unknown,
	list: { key: string; path: string; writes: readonly string[] },
): IHttpRequestOptions {
	const { [TEST_MARK]: mark, ...headers } = options.headers ?? {};
	if (mark === undefined) return options;
	const { path, method, rename } = listAsOverridden(overrides, list);
	const readings = pathReadings(path);
	const isWrite = readings.some((parts) => list.writes.includes(parts.at(-1) ?? ''));
	if (method === 'POST' && isWrite) {
		throw refusedByCredential(
			`Endpoint Overrides calls ${method} ${path} for "${list.key}", which could change data`,
			`Correct the entry "${list.key}" in Endpoint Overrides. Nothing was sent.`,
		);
	}
	const onePage = { [rename.page ?? 'page']: 1, [rename.limit ?? 'limit']: 1 };
	const parts = method === 'GET' ? { qs: onePage } : { qs: {}, body: onePage, json: true };
	return { ...options, headers, method, url: path, ...parts };
}

function listAsOverridden(overrides: unknown, { key, path }: { key: string; path: string }) {
	const list = testedList.safeParse({ path, ...entryOf(overrides, key) });
	if (list.success && isBelowBase(list.data.path)) return list.data;
	throw refusedByCredential(
		`Endpoint Overrides cannot be read, or its entry "${key}" is not a plain path below the Base URL`,
		`Write it as in {"${key}": {"path": "${path}", "rename": {"limit": "per_page"}}}. Nothing was sent.`,
	);
}

/** The changes of one endpoint; a path that is none where they cannot be read. */
function entryOf(overrides: unknown, key: string): Record<string, unknown> {
	const unreadable = { path: undefined };
	try {
		const written: unknown =
			typeof overrides === 'string' ? JSON.parse(overrides.trim() || '{}') : overrides;
		if (!isJsonRecord(written ?? {})) return unreadable;
		const entry = isJsonRecord(written) ? (written[key] ?? {}) : {};
		if (typeof entry === 'string') return { path: entry };
		return isJsonRecord(entry) ? entry : unreadable;
	} catch {
		return unreadable;
	}
}

function isBelowBase(path: string): boolean {
	try {
		return !decodeURIComponent(path).split('/').includes('..');
	} catch {
		return false;
	}
}
