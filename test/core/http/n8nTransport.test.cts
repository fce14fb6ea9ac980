import '../../../harness/engine/environment.cts';

import type { InternalAxiosRequestConfig } from 'axios';
import { AxiosError } from 'axios';
import type { IHttpRequestOptions, INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError, UnexpectedError, UserError } from 'n8n-workflow';

import { ExecutionCancelled } from '../../../nodes/core/failures/cancellation.ts';
import type { RequestingContext, TransportOptions } from '../../../nodes/core/http/n8nTransport.ts';
import { n8nTransport } from '../../../nodes/core/http/n8nTransport.ts';
import type { HttpRequest, Outcome } from '../../../nodes/core/http/request.ts';

const node: INode = {
	id: '1',
	name: 'Node',
	type: 'sety',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const write: HttpRequest = {
	method: 'POST',
	url: 'https://service.example/notes',
	effect: 'unsafeWrite',
	body: { note: 'x' },
	timeoutMs: 30_000,
	maxWaitMs: 60_000,
};

type Helper = (options: IHttpRequestOptions) => unknown;

/** The transport over a fake of n8n's HTTP helper. */
function transport(helper: Helper, options?: TransportOptions, signal?: AbortSignal) {
	const context = {
		helpers: {
			httpRequestWithAuthentication: async (_type: string, given: IHttpRequestOptions) =>
				helper(given),
		},
		getExecutionCancelSignal: () => signal,
	};
	const credential = { id: '1', name: 'Sety', type: 'setyApi', data: {} };
	return n8nTransport(context as unknown as RequestingContext, credential, options);
}

const throwing = (thrown: unknown) => () => {
	throw thrown;
};

/** A system error, wrapped as n8n's client and helper wrap it. */
const asThrown = (cause: Error, config = {}) =>
	new NodeApiError(
		node,
		AxiosError.from(cause, undefined, config as InternalAxiosRequestConfig, {}) as never,
	);
const ofSystem = (code: string, syscall?: string): Error =>
	Object.assign(new Error(`${syscall ?? ''} ${code}`), { code, ...(syscall && { syscall }) });
const ofSeveral = (code: string, ...errors: Error[]): Error =>
	Object.assign(new AggregateError(errors), { code });

const NEVER_LEFT = (code: string): Outcome => ({ kind: 'neverLeft', code });
const FAULT = 'An unexpected fault in this n8n';
const INTERRUPTED = (code: string): Outcome => ({ kind: 'interrupted', code });

const thrown: Array<[string, unknown, Outcome]> = [
	...['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'ETIMEDOUT'].map(
		(code): [string, unknown, Outcome] => [
			`${code} while connecting`,
			asThrown(ofSystem(code, 'connect')),
			NEVER_LEFT(code),
		],
	),
	...['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL'].map((code): [string, unknown, Outcome] => [
		`${code} of the name`,
		asThrown(ofSystem(code, 'getaddrinfo')),
		NEVER_LEFT(code),
	]),
	...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].map((code): [string, unknown, Outcome] => [
		`${code} without the call, as older hosts have it`,
		new NodeApiError(node, { message: 'down', code }),
		NEVER_LEFT(code),
	]),
	...[
		'EHOSTUNREACH',
		'ENETUNREACH',
		'ENETDOWN',
		'EADDRNOTAVAIL',
		'ETIMEDOUT',
		'ECONNRESET',
	].flatMap(
		(code): Array<[string, unknown, Outcome]> => [
			[`${code} without the call`, asThrown(ofSystem(code)), INTERRUPTED(code)],
			[`${code} while reading`, asThrown(ofSystem(code, 'read')), INTERRUPTED(code)],
			[`${code} while writing`, asThrown(ofSystem(code, 'write')), INTERRUPTED(code)],
		],
	),
	[
		'ECONNREFUSED while reading',
		asThrown(ofSystem('ECONNREFUSED', 'read')),
		INTERRUPTED('ECONNREFUSED'),
	],
	[
		'several addresses that refuse',
		asThrown(
			ofSeveral(
				'ECONNREFUSED',
				ofSystem('ECONNREFUSED', 'connect'),
				ofSystem('EHOSTUNREACH', 'connect'),
			),
		),
		NEVER_LEFT('ECONNREFUSED'),
	],
	[
		'several addresses without a way',
		asThrown(ofSeveral('ENETUNREACH', ofSystem('ENETUNREACH', 'connect'))),
		NEVER_LEFT('ENETUNREACH'),
	],
	[
		'several addresses, one of which was read from',
		asThrown(
			ofSeveral(
				'EHOSTUNREACH',
				ofSystem('EHOSTUNREACH', 'connect'),
				ofSystem('EHOSTUNREACH', 'read'),
			),
		),
		INTERRUPTED('EHOSTUNREACH'),
	],
	['EPIPE', asThrown(ofSystem('EPIPE', 'write')), INTERRUPTED('EPIPE')],
	['a time-out of the client', asThrown(ofSystem('ECONNABORTED')), INTERRUPTED('ECONNABORTED')],
	[
		'an answer that is no HTTP',
		asThrown(ofSystem('HPE_INVALID_CONSTANT')),
		INTERRUPTED('HPE_INVALID_CONSTANT'),
	],
	[
		'an answer that cannot be unpacked',
		asThrown(ofSystem('Z_DATA_ERROR')),
		INTERRUPTED('Z_DATA_ERROR'),
	],
	['a socket that says nothing', asThrown(new Error('socket')), INTERRUPTED('unknown')],
	[
		'a call without a code',
		asThrown(Object.assign(new Error('connect'), { syscall: 'connect' })),
		INTERRUPTED('unknown'),
	],
	['a code that n8n did not wrap', ofSystem('EPIPE'), INTERRUPTED('EPIPE')],
	[
		'a token that n8n could not renew',
		new NodeApiError(node, ofSystem('EAUTH') as never),
		{
			kind: 'blocked',
			reason: 'n8n could not renew the token. Reconnect the credential.',
		},
	],
	[
		'TLS that breaks in the middle',
		asThrown(ofSystem('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC')),
		INTERRUPTED('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'),
	],
	['a cause that was lost', new NodeApiError(node, { message: 'odd' }), INTERRUPTED('unknown')],
	...[
		'CERT_HAS_EXPIRED',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'ERR_SSL_WRONG_VERSION_NUMBER',
		'ERR_INVALID_URL',
		'ERR_INVALID_CHAR',
	].map((code): [string, unknown, Outcome] => [
		code,
		asThrown(ofSystem(code)),
		{ kind: 'blocked', reason: code },
	]),
	[
		'a domain that the credential does not allow',
		new NodeApiError(node, new NodeOperationError(node, 'Domain not allowed') as never),
		{ kind: 'blocked', reason: 'Domain not allowed' },
	],
	[
		'a credential that is not connected',
		new NodeApiError(node, new UserError('OAuth credentials not connected') as never),
		{ kind: 'notMade', reason: 'OAuth credentials not connected' },
	],
	...[
		new Error('No bridge acquired for this context'),
		new UnexpectedError('Found credential with no ID.'),
	].flatMap(
		(cause): Array<[string, unknown, Outcome]> => [
			[
				`n8n: ${cause.message}`,
				new NodeApiError(node, cause as never),
				{ kind: 'notMade', reason: cause.message },
			],
			[`as it is: ${cause.message}`, cause, { kind: 'notMade', reason: cause.message }],
		],
	),
	...[
		new TypeError("Cannot read properties of undefined (reading 'trim')"),
		new RangeError('Invalid array length'),
		'text',
		{ toString: null },
		undefined,
	].map((cause): [string, unknown, Outcome] => [
		'what says nothing to a user',
		cause,
		{ kind: 'notMade', reason: FAULT },
	]),
];

it.each<[string, unknown, string]>([
	[
		'an error',
		new Error('No bridge acquired for this context'),
		'No bridge acquired for this context',
	],
	['an error of the engine', new RangeError('Invalid array length'), FAULT],
	['no error', undefined, FAULT],
])('%s after the helper took the request: it may have left', async (_what, cause, reason) => {
	const helper: Helper = ({ timeout }) => {
		expect(timeout).toBe(30_000);
		throw cause;
	};
	expect(await transport(helper)(write)).toEqual({ kind: 'interrupted', code: 'unknown', reason });
});

it('without any answer it may have left', async () => {
	const helper: Helper = ({ timeout }) => void timeout;
	const outcome = { kind: 'interrupted', code: 'unknown', reason: FAULT };
	expect(await transport(helper)(write)).toEqual(outcome);
});

it.each(thrown)('%s', async (_what, reason, outcome) => {
	expect(await transport(throwing(reason))(write)).toEqual(outcome);
});

it.each(['nested 20,000 deep', 'containing themselves'])('fields %s are not sent', async (what) => {
	let body: Record<string, unknown> = {};
	if (what === 'containing themselves') body.self = body;
	else for (let n = 0; n < 20_000; n++) body = { body };
	const helper: Helper = ({ timeout, body: given }) => [timeout, JSON.stringify(given)];
	const outcome = await transport(helper)({ ...write, body });

	expect(outcome).toEqual({
		kind: 'notMade',
		reason: 'The fields of this request are nested too deeply, or contain themselves',
	});
});

describe('a token that n8n renews', () => {
	const refused = () => {
		const error = new AxiosError('Request failed with status code 401', 'ERR_BAD_REQUEST');
		const headers = { 'X-Request-Id': '7' };
		error.response = { status: 401, headers, data: { message: 'expired' } } as never;
		return error;
	};
	const answer = { kind: 'answer', status: 401, body: { message: 'expired' } };

	it('a second 401 is an answer', async () => {
		const send = transport(throwing(refused()), { renewsToken: true });
		expect(await send(write)).toEqual({ ...answer, headers: { 'x-request-id': '7' } });
	});

	it("a second 401 in n8n's own error is an answer", async () => {
		const thrown = new NodeApiError(node, refused() as never);
		expect(await transport(throwing(thrown), { renewsToken: true })(write)).toMatchObject(answer);
	});

	it('a second 401 is an answer where n8n lost its cause, too', async () => {
		const thrown = new NodeApiError(node, refused() as never);
		Object.defineProperty(thrown, 'cause', { value: undefined });
		expect(await transport(throwing(thrown), { renewsToken: true })(write)).toMatchObject(answer);
	});

	it.each([
		[true, { ignore: true, except: [401] }],
		[false, true],
	])(
		'the helper throws a 401 only for such a token (renewed: %s)',
		async (renewsToken, ignored) => {
			let given: IHttpRequestOptions | undefined;
			const helper: Helper = (options) => {
				given = options;
				return { statusCode: 200, headers: {}, body: {} };
			};
			await transport(helper, { renewsToken })(write);
			expect(given?.ignoreHttpStatusErrors).toEqual(ignored);
		},
	);
});

describe('the options that n8n receives', () => {
	const optionsFor = async (request: HttpRequest) => {
		const given: IHttpRequestOptions[] = [];
		const helper: Helper = (options) => {
			given.push(options);
			return { statusCode: 200, headers: {}, body: {} };
		};
		await transport(helper)(request);
		return given[0];
	};

	it('a request without a body has none', async () => {
		const options = await optionsFor({ ...write, method: 'GET', effect: 'read', body: undefined });
		expect(options).not.toHaveProperty('body');
		expect(options).not.toHaveProperty('qs');
	});

	it('no redirect is followed, since another host would get the key', async () => {
		expect(await optionsFor(write)).toMatchObject({ disableFollowRedirect: true });
	});

	it('has the headers of the request', async () => {
		const headers = { 'x-api-version': '2025-10-23' };
		expect((await optionsFor({ ...write, headers }))?.headers).toEqual(headers);
		expect(await optionsFor(write)).not.toHaveProperty('headers');
	});

	it('an empty list is a body', async () => {
		expect(await optionsFor({ ...write, body: [] })).toMatchObject({ body: [] });
	});

	it('a list in a query is sent as its name once for each value', async () => {
		const query = { id: ['a', 'b'] };
		expect(await optionsFor({ ...write, method: 'GET', query })).toMatchObject({
			qs: query,
			arrayFormat: 'repeat',
		});
	});
});

describe('a cancelled execution', () => {
	it('sends nothing if it was cancelled before', async () => {
		const helper = jest.fn();
		const send = transport(helper, {}, AbortSignal.abort());
		const reason: unknown = await send(write).catch((error: unknown) => error);

		expect(helper).not.toHaveBeenCalled();
		expect(reason).toBeInstanceOf(ExecutionCancelled);
		expect(reason).toMatchObject({ mayHaveHappened: false });
	});

	it('may have had its effect if it is cancelled on the way', async () => {
		const canceled = new AxiosError('canceled', 'ERR_CANCELED');
		const send = transport(throwing(new NodeApiError(node, canceled as never)));
		const reason: unknown = await send(write).catch((error: unknown) => error);

		expect(reason).toBeInstanceOf(ExecutionCancelled);
		expect(reason).toMatchObject({ mayHaveHappened: true });
	});
});
