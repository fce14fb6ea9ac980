import type { FaultOrder } from '../../sandbox/faults.cts';
import { rateLimitHints } from './rateLimitHints.cts';

/** What a service, or something between it and the node, does to a request. */
export interface HostileFault {
	title: string;
	/** Ordered from the sandbox. */
	fault?: FaultOrder;
	/** Each attempt runs out of time after so many milliseconds. */
	timeoutMs?: number;
	/** The service cannot be reached: nothing listens there, or its name has no address. */
	unreachable?: 'refused' | 'noAddress';
	/** How far the service's clock is ahead. */
	clockAheadMs?: number;
	/** No one can know afterwards whether the request had its effect. */
	ambiguous?: boolean;
	/** No operation may take it for a success. */
	neverSuccess?: boolean;
	/** After it happened once, reads and safe writes succeed all the same, or all operations do. */
	recovers?: 'safe' | 'all';
	/** Akin to others, or slow: each operation meets it in one On Error mode, the next operation in the next one. */
	rotates?: boolean;
}

const TRANSIENT = [408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 529, 530];
const REFUSALS = [...[400, 401, 402, 403, 404, 405, 409, 410, 413, 414, 415, 422, 451]];
const RARE_REFUSALS = [
	...[406, 407, 411, 412, 416, 417, 418, 421, 423, 424, 426, 428, 431, 498, 499],
];
const ODD_STATUSES = [501, 505, 506, 507, 508, 510, 511, 599];
const REDIRECTS = [300, 301, 302, 303, 304, 305, 307, 308];
const LOCATIONS = ['http://127.0.0.1:9/elsewhere', '/elsewhere', '//[', ''];

const DAY_MS = 86_400_000;

const status = (code: number, more: Partial<Extract<FaultOrder, { kind: 'status' }>> = {}) =>
	({ kind: 'status', status: code, ...more }) as const;

/** Answers that say no, or nothing, with status 200. */
const NO_SUCCESS = new Set([
	...['an error inside', 'an error text', 'success: false', 'null', 'a number'],
	...['nothing', 'half JSON', 'HTML', 'a page of a proxy'],
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
	['a page of a proxy', `<html>${'<p>Blocked</p>'.repeat(2_000)}</html>`],
	['two lists', { sites: [{ id: 'site_1' }], people: [{ id: 'person_1' }] }],
	['a deep list', { data: { data: { data: [] } } }],
	['odd records', { results: [null, 1, 'x', { incident_id: {} }], totalPages: 'many' }],
	['names of JavaScript', '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {}}}'],
];

const answers: HostileFault[] = [
	...TRANSIENT.map(
		(code): HostileFault => ({
			title: String(code),
			fault: status(code),
			ambiguous: true,
			recovers: 'safe',
		}),
	),
	...ODD_STATUSES.map((code) => ({
		title: String(code),
		fault: status(code),
		ambiguous: true,
		rotates: true,
	})),
	...REFUSALS.map((code) => ({ title: String(code), fault: status(code), neverSuccess: true })),
	...RARE_REFUSALS.map((code) => ({
		title: String(code),
		fault: status(code),
		neverSuccess: true,
		rotates: true,
	})),
	...REFUSALS.slice(0, 9).map((code) => ({
		title: `${code} as HTML`,
		fault: status(code, { body: '<html><h1>No</h1></html>' }),
		neverSuccess: true,
		rotates: true,
	})),
	...[...REDIRECTS, 302, 302, 302].map((code, index) => {
		const location = LOCATIONS[index % LOCATIONS.length] ?? '';
		const fault = status(code, { headers: { location }, body: '' });
		return { title: `${code} to "${location}"`, fault, ambiguous: true, rotates: true };
	}),
	...ODD_BODIES.map(([what, body]) => ({
		title: `200 with ${what}`,
		fault: status(200, { body, takesEffect: true }),
		ambiguous: true,
		neverSuccess: NO_SUCCESS.has(what),
	})),
	...rateLimitHints.map(
		({ title, fault, tooLong = false, rotates = false }): HostileFault => ({
			title: `429, hint ${title}`,
			fault,
			neverSuccess: true,
			rotates,
			...(tooLong ? {} : { recovers: 'all' }),
		}),
	),
];

const connections: HostileFault[] = [
	{ title: 'reset before the effect', fault: { kind: 'resetBefore' } },
	{ title: 'reset after the effect', fault: { kind: 'resetAfter' } },
	{ title: 'half of the answer', fault: { kind: 'truncatedJson' } },
	{ title: 'a page instead of the answer', fault: { kind: 'html' } },
	{ title: 'broken gzip', fault: { kind: 'spoiledBytes', how: 'brokenGzip' } },
	{ title: 'half of the gzip', fault: { kind: 'spoiledBytes', how: 'cutGzip' } },
].map(
	(fault): HostileFault => ({
		...(fault as HostileFault),
		ambiguous: true,
		recovers: 'safe',
		neverSuccess: true,
	}),
);

const LATE = { timeoutMs: 25, ambiguous: true, neverSuccess: true, recovers: 'safe' } as const;

export const hostileFaults: readonly HostileFault[] = [
	...answers,
	...connections,
	{ title: '204 after the effect', fault: { kind: 'noContent' }, ambiguous: true },
	{
		title: 'time-out before the effect',
		fault: { kind: 'latency', ms: 250 },
		...LATE,
		rotates: true,
	},
	{
		title: 'time-out after the effect',
		fault: { kind: 'slowAnswer', ms: 250 },
		...LATE,
		rotates: true,
	},
	{ title: 'slow drip', fault: { kind: 'slowDrip', ms: 10 }, ...LATE, rotates: true },
	{ title: 'connection refused', unreachable: 'refused', neverSuccess: true },
	{ title: 'no such host', unreachable: 'noAddress', neverSuccess: true },
	{ title: '10 MB', fault: { kind: 'largeAnswer' }, ambiguous: true, rotates: true },
	{
		title: 'a byte order mark',
		fault: { kind: 'spoiledBytes', how: 'byteOrderMark' },
		ambiguous: true,
	},
	{ title: 'UTF-16', fault: { kind: 'spoiledBytes', how: 'utf16' }, ambiguous: true },
	{ title: 'Latin-1', fault: { kind: 'spoiledBytes', how: 'latin1' }, ambiguous: true },
	{ title: 'the key repeated', fault: { kind: 'echoAuthorization' }, ambiguous: true },
	...[-DAY_MS, -3_600_000, 3_600_000, DAY_MS].flatMap((clockAheadMs) =>
		(['httpDate', 'resetHeader', 'resetEpochSeconds'] as const).map(
			(hint): HostileFault => ({
				title: `429, hint ${hint}, clock ${clockAheadMs / 3_600_000} h ahead`,
				fault: { kind: 'rateLimited', hint, seconds: 7 },
				clockAheadMs,
				neverSuccess: true,
				recovers: 'all',
			}),
		),
	),
];
