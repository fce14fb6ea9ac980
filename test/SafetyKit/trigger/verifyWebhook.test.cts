import { createHmac } from 'node:crypto';

import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';

import { keyOf, TOLERANCE, verifyWebhook } from '../../../nodes/SafetyKit/trigger/verifyWebhook.ts';

/** The vector of the test suites of Standard Webhooks (github.com/standard-webhooks/standard-webhooks). */
const VECTOR = {
	secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
	id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
	timestamp: 1614265330,
	body: '{"test": 2432232314}',
	signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 'x').toString('base64')}`;
const OTHER = secretOf(32);

interface Sent {
	id: string;
	timestamp: number | string;
	body: string | Uint8Array;
	signature: string;
}

const verdict = (sent: Sent, secrets: string[], nowSeconds: number) =>
	verifyWebhook(
		{
			headers: {
				'webhook-id': sent.id,
				'webhook-timestamp':
					typeof sent.timestamp === 'number' ? String(sent.timestamp) : sent.timestamp,
				'webhook-signature': sent.signature,
			},
			body: typeof sent.body === 'string' ? Buffer.from(sent.body) : sent.body,
		},
		secrets,
		nowSeconds * 1000,
	);

const isGenuine = (...given: Parameters<typeof verdict>) => verdict(...given).genuine;

const { secret, timestamp } = VECTOR;

it("takes the specification's vector", () => {
	expect(verdict(VECTOR, [secret], timestamp)).toEqual({
		genuine: true,
		id: VECTOR.id,
		timestamp,
	});
	expect(isGenuine(VECTOR, [secret.replace('whsec_', '')], timestamp)).toBe(true);
});

it('takes it among other signatures, and under other secrets', () => {
	const { signature } = VECTOR;
	const others = `v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,${signature.slice(3)} ${signature}`;

	expect(isGenuine({ ...VECTOR, signature: others }, [secret], timestamp)).toBe(true);
	expect(isGenuine(VECTOR, [OTHER, secret], timestamp)).toBe(true);
});

describe('takes it of a header that came several times', () => {
	const { signature } = VECTOR;
	const wrong = 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=';

	it.each<[string, unknown]>([
		['the right one first', `${signature}, ${wrong}`],
		['the right one last', `${wrong}, ${signature}`],
		['without a blank', `${signature},${wrong}`],
		['with two blanks', `${signature},  ${wrong}`],
		['each with several', `${wrong} ${signature}, ${wrong}`],
		['with a blank before the comma', `${wrong} , ${signature}`],
		['another version beside it', `${signature}, v1a,${wrong.slice(3)}`],
		['another version beside it, without a blank', `${signature},v1a,${wrong.slice(3)}`],
		['a version of two digits beside it, without a blank', `${signature},v10,${wrong.slice(3)}`],
		['twice the same', `${signature}, ${signature}`],
		['as a list', [signature, wrong]],
		['as a list with the right one last', [wrong, `${wrong} ${signature}`]],
	])('%s', (_what, header) => {
		const sent = { ...VECTOR, signature: header as string };
		expect(isGenuine(sent, [secret], timestamp)).toBe(true);
	});

	it.each<[string, unknown]>([
		['none of them right', `${wrong}, ${wrong}`],
		['a right one with more behind it', `${signature}x, ${wrong}`],
		['a right one without its version', `${signature.slice(3)}, ${wrong}`],
		['an empty list', []],
		['no text', [1]],
	])('but not %s', (_what, header) => {
		const sent = { ...VECTOR, signature: header as string };
		expect(isGenuine(sent, [secret], timestamp)).toBe(false);
	});
});

const MISMATCH = 'its signature does not match the Webhook Secret';
const MISSING = 'a header of Standard Webhooks is missing';
const NO_NUMBER = 'its timestamp is not a number';

it.each<[string, Partial<Record<keyof Sent, unknown>>, string]>([
	['another version only', { signature: `v2,${VECTOR.signature.slice(3)}` }, MISMATCH],
	['no version', { signature: VECTOR.signature.slice(3) }, MISMATCH],
	['another id', { id: 'msg_other' }, MISMATCH],
	['another body', { body: '{"test": 2432232315}' }, MISMATCH],
	['the same JSON with other white space', { body: '{"test":2432232314}' }, MISMATCH],
	['no signature', { signature: undefined }, MISSING],
	['an empty signature', { signature: '' }, MISSING],
	['nothing but a blank as the signature', { signature: ' ' }, MISSING],
	['no id', { id: undefined }, MISSING],
	['an id that comes twice', { id: ['msg_1', 'msg_2'] }, MISSING],
	['no time', { timestamp: undefined }, MISSING],
	['a time with text behind it', { timestamp: `${timestamp}x` }, NO_NUMBER],
	['a time with a sign', { timestamp: `+${timestamp}` }, NO_NUMBER],
	['a time in milliseconds', { timestamp: `${timestamp}000` }, NO_NUMBER],
	[
		'a time that is too long ago',
		{ timestamp: timestamp - TOLERANCE - 1 },
		'its timestamp differs from the clock of this n8n by more than 300 seconds',
	],
])('refuses %s, and says why', (_what, change, reason) => {
	expect(verdict({ ...VECTOR, ...change } as Sent, [secret], timestamp)).toEqual({
		genuine: false,
		reason,
	});
});

it.each([
	[-TOLERANCE - 1, false],
	[-TOLERANCE, true],
	[TOLERANCE, true],
	[TOLERANCE + 1, false],
])('with a clock that is %d s ahead: %s', (ahead, genuine) => {
	expect(isGenuine(VECTOR, [secret], timestamp + ahead)).toBe(genuine);
});

it.each([[[]], [['']], [['whsec_']], [['whsec_not base64!']], [['whsec_a']], [['a===']]])(
	'refuses without a secret: %j',
	(secrets) => {
		expect(verdict(VECTOR, secrets, timestamp)).toEqual({
			genuine: false,
			reason: 'the credential has no usable Webhook Secret',
		});
	},
);

const secrets = fc
	.uint8Array({ minLength: 24, maxLength: 64 })
	.map((bytes) => `whsec_${Buffer.from(bytes).toString('base64')}`);
const messages = fc.record({
	id: fc.stringMatching(/^msg_[A-Za-z0-9]{1,32}$/),
	body: fc.oneof(fc.json(), fc.string({ unit: 'grapheme' })),
	secret: secrets,
});
const at = 1_700_000_000;

const signed = ({ id, body, secret: key }: { id: string; body: string; secret: string }): Sent => ({
	id,
	timestamp: at,
	body,
	signature: new Webhook(key).sign(id, new Date(at * 1000), body),
});

it('agrees with the standardwebhooks package on every message', () => {
	fc.assert(
		fc.property(messages, secrets, (message, other) => {
			const sent = signed(message);
			expect(isGenuine(sent, [message.secret], at)).toBe(true);
			expect(isGenuine(sent, [other], at)).toBe(other === message.secret);
		}),
	);
});

it('refuses a message in which any bit is flipped: body, time, id or signature', () => {
	const parts = fc.constantFrom('body', 'timestamp', 'id', 'signature');
	fc.assert(
		fc.property(messages, parts, fc.nat(), (message, part, where) => {
			const sent = signed({ ...message, body: `${message.body} ` });
			const bytes = Buffer.from(String(sent[part]));
			const bit = where % (bytes.length * 8);
			bytes.writeUInt8((bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)), bit >> 3);
			const changed = { ...sent, [part]: part === 'body' ? bytes : bytes.toString('latin1') };

			expect(isGenuine(changed, [message.secret], at)).toBe(false);
		}),
		{ numRuns: 1000 },
	);
});

it.each([24, 25, 26])('reads a secret of %d bytes with and without prefix and padding', (bytes) => {
	const written = secretOf(bytes);
	const bare = written.slice('whsec_'.length);

	for (const form of [written, bare, written.replaceAll('=', ''), bare.replaceAll('=', '')]) {
		expect(keyOf(form)).toEqual(Buffer.alloc(bytes, 'x'));
	}
});

const BARE = secretOf(25).slice('whsec_'.length);

it.each([
	`${BARE}$$`,
	`$$$$${BARE}`,
	BARE.slice(0, -3),
	BARE.slice(0, -1),
	`whsec_whsec_${BARE}`,
	`${BARE} `,
	`${BARE.slice(0, -2)}whsec_`,
])('reads no key from %s', (form) => {
	expect(keyOf(form)).toBeUndefined();
});

it.each([
	[0, false],
	[3, false],
	[23, false],
	[24, true],
	[64, true],
])('a key of %d bytes is one: %s', (bytes, isKey) => {
	expect(keyOf(secretOf(bytes)) !== undefined).toBe(isKey);
});

it('takes nothing that is signed with an empty key', () => {
	const { id, body } = VECTOR;
	const digest = createHmac('sha256', '').update(`${id}.${timestamp}.${body}`).digest('base64');
	for (const secretOfNothing of ['a', 'whsec_a', 'whsec_', '']) {
		const forged = { ...VECTOR, signature: `v1,${digest}` };
		expect(isGenuine(forged, [secretOfNothing], timestamp)).toBe(false);
	}
});
