import { createHmac, timingSafeEqual } from 'node:crypto';

import { isText } from '../../core/json';

/** How far a webhook's time may be from ours, either way (docs.safetykit.com, verifying-signatures). Seconds. */
export const TOLERANCE = 300;

const SECRET_PREFIX = 'whsec_';
/** Whole groups of four, the last one perhaps without its padding: a secret that was cut off rarely fits. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;
/** Standard Webhooks asks for 24 to 64 bytes. Longer ones do no harm; a short one could be guessed. */
const SHORTEST_KEY = 24;
const SCHEME = 'v1,';
/** Between signatures. The comma within one stands between its version and its text. */
const SEPARATOR = /,?\s|,(?=v\d+[a-z]?,)/;

export interface SignedWebhook {
	/** Names in lower case. */
	headers: Readonly<Record<string, unknown>>;
	/** The bytes as they came: the same JSON written in another way has another signature. */
	body: Uint8Array;
}

export type Verification =
	| { genuine: true; id: string; /** Seconds since 1970. */ timestamp: number }
	| { genuine: false; reason: string };

/** Not yet verified. */
interface SignedHeaders {
	genuine?: undefined;
	id: string;
	timestamp: number;
	/** The timestamp as it came, which is what was signed. */
	time: string;
	signatures: string[];
}

type Forged = Extract<Verification, { genuine: false }>;

const forged = (reason: string): Forged => ({ genuine: false, reason });

/**
 * Whether the sender of a webhook knows one of the secrets, and sent it just now. Standard Webhooks: HMAC-SHA256 over
 * `id.timestamp.body`, in a header that may hold several signatures while secrets are exchanged.
 */
export function verifyWebhook(
	{ headers, body }: SignedWebhook,
	secrets: readonly string[],
	nowMs: number,
): Verification {
	const signed = readSigned(headers, nowMs);
	if (signed.genuine === false) return signed;
	const { id, timestamp, time, signatures } = signed;
	const keys = secrets.map(keyOf).filter((key) => key !== undefined);
	if (keys.length === 0) return forged('the credential has no usable Webhook Secret');
	const expected = keys.map((key) => signatureOf(key, `${id}.${time}.`, body));
	// Every pair is compared, so that the time it takes does not tell which one was near.
	const matches = expected.flatMap((right) => signatures.map((one) => sameText(one, right)));
	return matches.includes(true)
		? { genuine: true, id, timestamp }
		: forged('its signature does not match the Webhook Secret');
}

/**
 * The signed headers of a webhook, or why it cannot be genuine. A sender without a secret gets no further: it costs no more
 * than reading headers.
 */
export function readSigned(
	headers: SignedWebhook['headers'],
	nowMs: number,
): SignedHeaders | Forged {
	const id = headers['webhook-id'];
	const time = headers['webhook-timestamp'];
	const signatures = signaturesIn(headers['webhook-signature']);
	if (!isText(id) || !isText(time) || signatures.length === 0) {
		return forged('a header of Standard Webhooks is missing');
	}
	if (!/^\d{1,12}$/.test(time)) return forged('its timestamp is not a number');
	const timestamp = Number(time);
	if (Math.abs(nowMs / 1000 - timestamp) > TOLERANCE) {
		return forged(
			`its timestamp differs from the clock of this n8n by more than ${TOLERANCE} seconds`,
		);
	}
	return { id, timestamp, time, signatures };
}

/**
 * The signatures of one header, separated by blanks. A header that comes several times is joined with commas by Node, or
 * is a list.
 */
function signaturesIn(header: unknown): string[] {
	const values: unknown[] = Array.isArray(header) ? header : [header];
	return values
		.filter(isText)
		.flatMap((value) => value.split(SEPARATOR))
		.filter((one) => one !== '');
}

/** The key in a secret of the form `whsec_<base64>`; undefined when it is none. */
export function keyOf(secret: string): Buffer | undefined {
	const encoded = secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret;
	if (!BASE64.test(encoded)) return undefined;
	const key = Buffer.from(encoded, 'base64');
	return key.length < SHORTEST_KEY ? undefined : key;
}

function signatureOf(key: Buffer, before: string, body: Uint8Array): string {
	return SCHEME + createHmac('sha256', key).update(before).update(body).digest('base64');
}

/** As text, not as decoded bytes: base64 leaves bits unused at its end, and each of those would make a second form. */
function sameText(given: string, right: string): boolean {
	const [one, other] = [Buffer.from(given), Buffer.from(right)];
	return one.length === other.length && timingSafeEqual(one, other);
}
