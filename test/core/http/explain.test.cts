import { failureOf } from '../../../nodes/core/failures/toNodeError.ts';
import { quotable } from '../../../nodes/core/http/quote.ts';
import { explain, unreadableAnswer } from '../../../nodes/core/http/explain.ts';
import type { Effect, Outcome } from '../../../nodes/core/http/request.ts';
import type { SentRequest } from '../../../nodes/core/http/sendWithRetries.ts';

const contextFor = (effect: Effect, deadline?: number) => ({
	service: 'Sety',
	call: 'Add note',
	secrets: ['t0p-secret-key'],
	request: { effect, timeoutMs: 30_000, maxWaitMs: 60_000, deadline },
});
const sent = (outcome: Outcome, more: Partial<SentRequest> = {}): SentRequest => ({
	outcome,
	attempts: 1,
	waitedMs: 0,
	ambiguous: false,
	...more,
});
const answer = (status: number, body: unknown = ''): Outcome => ({
	kind: 'answer',
	status,
	headers: {},
	body,
});

describe('details', () => {
	it.each<[Outcome, object]>([
		[{ kind: 'neverLeft', code: 'ENOTFOUND' }, { code: 'ENOTFOUND' }],
		[{ kind: 'interrupted', code: 'ECONNRESET' }, { code: 'ECONNRESET' }],
		[{ kind: 'interrupted', code: 'unknown', reason: 'No isolate' }, {}],
		[{ kind: 'notMade', reason: 'No isolate' }, {}],
		[{ kind: 'blocked', reason: 'CERT_HAS_EXPIRED' }, {}],
		[answer(503), { status: 503 }],
		[answer(418, { message: 'Teapot' }), { status: 418, answer: 'Teapot' }],
	])('of %j', (outcome, details) => {
		const failure = explain(sent(outcome), contextFor('read'));
		expect(failure.details).toEqual({ attempts: 1, certainlyWithoutEffect: true, ...details });
	});

	it('contain the wait if the service asked for it', () => {
		const refused = { refusedWaitMs: 61_000, askedToWait: true };
		expect(explain(sent(answer(429), refused), contextFor('read')).details).toMatchObject({
			retryAfterMs: 61_000,
		});
		const own = { refusedWaitMs: 61_000, askedToWait: false };
		expect(explain(sent(answer(429), own), contextFor('read')).details).not.toHaveProperty(
			'retryAfterMs',
		);
	});
});

describe('the cause that n8n receives', () => {
	it.each<[Outcome, string | undefined]>([
		[{ kind: 'neverLeft', code: 'ENOTFOUND' }, 'temporarily-unavailable'],
		[{ kind: 'interrupted', code: 'ECONNRESET' }, 'temporarily-unavailable'],
		[{ kind: 'interrupted', code: 'unknown', reason: 'No isolate' }, undefined],
		[{ kind: 'notMade', reason: 'No isolate' }, undefined],
		...[408, 425, 500, 502, 503, 504, 520, 529, 530].map((status): [Outcome, string] => [
			answer(status),
			'temporarily-unavailable',
		]),
		[answer(429), 'rate-limited'],
		[answer(401), 'credential-invalid'],
		[answer(404), undefined],
		[answer(422), undefined],
	])('%j: %s', (outcome, cause) => {
		expect(failureOf(explain(sent(outcome), contextFor('read')))?.cause).toBe(cause);
	});
});

describe('a fault of this n8n', () => {
	it('before sending: nothing happened, and the text quotes n8n', () => {
		const outcome: Outcome = { kind: 'notMade', reason: 'No bridge for t0p-secret-key' };
		const { message, howToGoOn } = explain(sent(outcome), contextFor('unsafeWrite'));
		expect(message).toBe('The request for "Add note" could not be made');
		expect(howToGoOn).toMatch(/Nothing was sent: No bridge for \[hidden\]\..*Nothing was changed/);
		expect(`${message} ${howToGoOn}`).not.toMatch(/connection|network/);
	});

	it('that may have come after sending: it may have happened', () => {
		const outcome: Outcome = { kind: 'interrupted', code: 'unknown', reason: 'No bridge' };
		const { message, howToGoOn } = explain(
			sent(outcome, { ambiguous: true }),
			contextFor('unsafeWrite'),
		);
		expect(message).toBe(
			'n8n could not complete the request for "Add note": it may or may not have happened',
		);
		expect(howToGoOn).toMatch(
			/^The cause is in this n8n, not in Sety or the network: No bridge\..*Check at Sety/,
		);
	});
});

describe('says what happened, and how to go on', () => {
	const interrupted = (code: string): Outcome => ({ kind: 'interrupted', code });

	it.each<[Outcome, Partial<SentRequest>, string, string]>([
		[answer(503), {}, 'Sety answered "Add note" with 503', ''],
		[answer(502, 'Down'), {}, 'Sety answered "Add note" with 502', 'Sety says: Down.'],
		[answer(503), { attempts: 5 }, 'Sety answered "Add note" with 503, 5 times', ''],
		[
			answer(418),
			{},
			'Sety answered "Add note" with status 418',
			'Ask the support of Sety what this status means.',
		],
		[
			answer(429),
			{ attempts: 3, waitedMs: 45_000 },
			'The rate limit of Sety did not allow "Add note" after 3 attempts and 45 s of waiting',
			'Send fewer items at once, or run again later.',
		],
		[
			answer(429),
			{ refusedWaitMs: 61_000 },
			'The rate limit of Sety did not allow "Add note" after 1 attempt and 0 s of waiting',
			'The next attempt would need a wait of 61 s more, but Max Wait For Rate Limits allows 60 s in total. Raise that option, send fewer items at once, or run again later.',
		],
		[
			{ kind: 'pausedTooLong', waitMs: 90_000 },
			{ attempts: 0, refusedWaitMs: 90_000, askedToWait: true },
			'The rate limit of Sety did not allow "Add note"',
			'Sety asks for a wait of 90 s more, but Max Wait For Rate Limits allows 60 s in total. Raise that option, send fewer items at once, or run again later.',
		],
		[
			interrupted('ECONNRESET'),
			{ attempts: 2 },
			'The connection to Sety broke before the response to "Add note" was complete, 2 times',
			'',
		],
		[
			interrupted('ETIMEDOUT'),
			{},
			'Sety did not answer "Add note" within 30 s (Request Timeout)',
			'',
		],
		[
			{ kind: 'interrupted', code: 'unknown', reason: 'No bridge for t0p-secret-key' },
			{ attempts: 2 },
			'n8n could not complete the request for "Add note", 2 times',
			'The cause is in this n8n, not in Sety or the network: No bridge for [hidden].',
		],
		[
			{ kind: 'neverLeft', code: 'ENOTFOUND' },
			{ attempts: 5 },
			'Sety could not be reached for "Add note"',
			'5 attempts ended with ENOTFOUND. Check the Base URL of the credential and the network of this n8n.',
		],
		[
			{ kind: 'blocked', reason: 'Domain not allowed for t0p-secret-key' },
			{},
			'The request to Sety could not be sent',
			'n8n refused to send it, or does not trust the certificate of the server: Domain not allowed for [hidden]. Check the Base URL of the credential (https or http?) and its allowed domains.',
		],
		[
			{ kind: 'notMade', reason: 'No bridge' },
			{},
			'The request for "Add note" could not be made',
			'The cause is in this n8n. Nothing was sent: No bridge. Check the input and the credential. If both are correct, run the node again.',
		],
		[
			{ kind: 'outOfTime' },
			{ attempts: 0 },
			'The poll ran out of time before it could send "Add note" to Sety',
			'The next poll tries again.',
		],
	])('%j, %j', (outcome, more, message, howToGoOn) => {
		const failure = explain(sent(outcome, more), contextFor('read'));
		expect(failure).toMatchObject({ message, howToGoOn });
	});

	it.each<[Outcome, string, string]>([
		[
			answer(429),
			'The rate limit of Sety did not allow "Add note" after 1 attempt and 0 s of waiting',
			'The next poll tries again.',
		],
		[
			interrupted('ECONNABORTED'),
			'Sety did not answer "Add note" in the time left in this poll',
			'',
		],
	])('%j, in a poll', (outcome, message, howToGoOn) => {
		const failure = explain(sent(outcome), contextFor('read', 57_000));
		expect(failure).toMatchObject({ message, howToGoOn });
	});

	it.each<Outcome>([
		{ kind: 'neverLeft', code: 'ENOTFOUND' },
		{ kind: 'blocked', reason: 'Domain not allowed' },
	])('with what to check for an address of its own: %j', (outcome) => {
		const checkAddress = 'Check the link.';
		const failure = explain(sent(outcome), { ...contextFor('read'), checkAddress });
		expect(failure.howToGoOn).toMatch(/ Check the link\.$/);
		expect(failure.howToGoOn).not.toContain('Base URL');
	});

	it('with the words of the service for a status, except in an outage', () => {
		const ours = { message: 'Sety has no such note', howToGoOn: 'Choose another one.' };
		const context = { ...contextFor('read'), explainStatus: () => ours };
		expect(explain(sent(answer(404)), context)).toMatchObject(ours);
		expect(explain(sent(answer(503)), context).message).toBe('Sety answered "Add note" with 503');
	});
});

it.each<[number, string]>([
	[61_000, '61 s'],
	[403, '0.5 s'],
	[1_234.567, '1.3 s'],
	[86_400_000, '86400 s'],
])('a wait of %d ms is written %s', (refusedWaitMs, written) => {
	const { howToGoOn } = explain(
		sent(answer(429), { refusedWaitMs, askedToWait: true }),
		contextFor('read'),
	);
	expect(howToGoOn).toBe(
		`Sety asks for a wait of ${written} more, but Max Wait For Rate Limits allows 60 s in total. Raise that option, send fewer items at once, or run again later.`,
	);
});

it("a poll's text names no option that polls do not have", () => {
	const refused = { refusedWaitMs: 90_000, askedToWait: true };
	expect(explain(sent(answer(429), refused), contextFor('read', 57_000)).howToGoOn).toBe(
		'Sety asks for a wait of 90 s more, but this poll ends before that. The next poll tries again.',
	);
});

it.each<[Effect, RegExp]>([
	['read', /^Sety answered "Add note" without a list$/],
	['safeWrite', /: it may or may not have happened$/],
	['unsafeWrite', /: it may or may not have happened$/],
])('an answer that lacks something, %s', (effect, message) => {
	const failure = unreadableAnswer({ status: 200, body: {} }, 'a list', contextFor(effect), 1);
	expect(failure.message).toMatch(message);
	expect(failure.howToGoOn).not.toMatch(/accepted|probably/);
	expect(failure.details.certainlyWithoutEffect).toBe(effect === 'read');
});

describe('says what the failure means for the record', () => {
	const again =
		'Sending the same request again is safe, and Retry On Fail does that. Before you start a new execution, check at Sety whether it happened.';
	const notAgain =
		'The node did not send it again, because it could then happen twice. Check at Sety whether it happened before you run the node again, and keep Retry On Fail off for this node: it would send it again.';

	it.each<[Effect, boolean, string]>([
		['read', false, ''],
		['read', true, 'Reading again is safe: try again later.'],
		['safeWrite', false, 'Nothing was changed at Sety.'],
		['safeWrite', true, again],
		['unsafeWrite', false, 'Nothing was changed at Sety.'],
		['unsafeWrite', true, notAgain],
	])('of a %s, which may have happened: %j', (effect, ambiguous, howToGoOn) => {
		const failure = explain(sent(answer(503), { ambiguous }), contextFor(effect));
		const mayHaveHappened = ambiguous && effect !== 'read';
		expect(failure.howToGoOn).toBe(howToGoOn);
		expect(failure.details.certainlyWithoutEffect).toBe(!mayHaveHappened);
		expect(failure.message).toBe(
			`Sety answered "Add note" with 503${mayHaveHappened ? ': it may or may not have happened' : ''}`,
		);
	});
});

it('secrets are removed before a quote is cut', () => {
	const text = `${'x'.repeat(190)}t0p-secret-key`;
	expect(quotable(text, ['t0p-secret-key'])).toBe(`${'x'.repeat(190)}[hidden]`);
	const long = `${'t0p-secret-key '.repeat(20)}end`;
	expect(quotable(long, ['t0p-secret-key'])).not.toMatch(/secret/);
});
