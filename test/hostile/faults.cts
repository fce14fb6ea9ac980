import type { FaultOrder } from '../../sandbox/faults.cts';

/** What a service, or something between it and the node, does to a request. */
export interface HostileFault {
	title: string;
	fault: FaultOrder;
	/** Nobody can know afterwards whether the request had its effect. */
	ambiguous: boolean;
	/** No operation may take it for a success. */
	neverSuccess?: boolean;
}

const AMBIGUOUS_STATUSES = [
	408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 529, 530,
];
const REFUSALS = [400, 401, 402, 403, 404, 405, 409, 410, 413, 414, 415, 422, 451];
const ODD_STATUSES = [501, 505, 511, 599, 418];

const status = (code: number, more: Partial<Extract<FaultOrder, { kind: 'status' }>> = {}) =>
	({ kind: 'status', status: code, ...more }) as const;

const HINTS: Array<[string, Record<string, string>, unknown?]> = [
	['none', {}],
	['decimal', { 'retry-after': '0.4' }],
	['long', { 'retry-after': '61' }],
	['an hour', { 'retry-after': '3600' }],
	['negative', { 'retry-after': '-5' }],
	['zero', { 'retry-after': '0' }],
	['garbage', { 'retry-after': 'try 2050' }],
	['400 digits', { 'retry-after': '9'.repeat(400) }],
	['a past date', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }],
	['a far date', { 'retry-after': 'Wed, 21 Oct 2095 07:28:00 GMT' }],
	['RateLimit-Reset', { 'ratelimit-reset': '2' }],
	['epoch seconds', { 'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 2) }],
	['epoch milliseconds', { 'x-ratelimit-reset': String(Date.now() + 2000) }],
	['a broken reset', { 'x-ratelimit-reset': 'soon' }],
	['seconds in the body', {}, { message: 'Slow down', retry_after: 2 }],
	['nonsense in the body', {}, { message: 'Slow down', retry_after: { in: 'a while' } }],
];

/** Answers that say no, or nothing, with status 200. */
const NO_SUCCESS = new Set([
	'an error inside',
	'an error text',
	'success: false',
	'null',
	'a number',
	'nothing',
	'half JSON',
	'HTML',
]);

const ODD_BODIES: Array<[string, unknown]> = [
	['an error inside', { error: { code: 'internal', message: 'Something broke' } }],
	['an error text', { error: 'Something broke' }],
	['success: false', { success: false, message: 'Not today' }],
	['an empty object', {}],
	['an empty list', []],
	['null', 'null'],
	['a number', '42'],
	['nothing', ''],
	['half JSON', '{"incident": {"incident_id": "inc_'],
	['HTML', '<!doctype html><html><body>Sign in</body></html>'],
	['two lists', { sites: [{ id: 'site_1' }], people: [{ id: 'person_1' }] }],
	['a deep list', { data: { data: { data: [] } } }],
	['odd records', { results: [null, 1, 'x', { incident_id: {} }], totalPages: 'many' }],
];

export const hostileFaults: HostileFault[] = [
	...AMBIGUOUS_STATUSES.map((code) => ({
		title: String(code),
		fault: status(code),
		ambiguous: true,
	})),
	...ODD_STATUSES.map((code) => ({
		title: String(code),
		fault: status(code),
		ambiguous: code >= 500,
	})),
	...REFUSALS.map((code) => ({ title: String(code), fault: status(code), ambiguous: false })),
	...REFUSALS.slice(0, 9).map((code) => ({
		title: `${code} as HTML`,
		fault: status(code, { body: '<html><h1>No</h1></html>' }),
		ambiguous: false,
	})),
	...HINTS.map(([hint, headers, body]) => ({
		title: `429, hint ${hint}`,
		fault: status(429, { headers, ...(body === undefined ? {} : { body }) }),
		ambiguous: false,
	})),
	...ODD_BODIES.map(([what, body]) => ({
		title: `200 with ${what}`,
		fault: status(200, { body }),
		ambiguous: true,
		neverSuccess: NO_SUCCESS.has(what),
	})),
	...(['resetAfter', 'truncatedJson', 'noContent', 'html'] as const).map((kind) => ({
		title: kind,
		fault: { kind },
		ambiguous: true,
	})),
	{ title: 'resetBefore', fault: { kind: 'resetBefore' }, ambiguous: true },
	{
		title: 'redirect',
		fault: { kind: 'redirect', location: 'http://127.0.0.1:9/elsewhere' },
		ambiguous: false,
	},
	{ title: 'the key repeated', fault: { kind: 'echoAuthorization' }, ambiguous: true },
];
