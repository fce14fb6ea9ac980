import { dirname } from 'node:path';

import type { OfflineAnswer } from './fuzz/offline.cts';

const escaped = (text: string, write: (code: number) => string) =>
	Array.from(text, (character) => write(character.charCodeAt(0))).join('');
const inHex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');

/** The ways in which a service can write what it repeats. */
export const ENCODINGS: ReadonlyArray<[string, (secret: string) => string]> = [
	['plain', (secret) => secret],
	['in a header', (secret) => `Authorization: Bearer ${secret}`],
	['address', (secret) => escaped(secret, (code) => `%${inHex(code, 2)}`)],
	['address, twice', (secret) => escaped(secret, (code) => `%25${inHex(code, 2)}`)],
	['base64', (secret) => Buffer.from(secret).toString('base64')],
	['base64 of a header', (secret) => Buffer.from(`Bearer ${secret}`).toString('base64')],
	['base64url', (secret) => Buffer.from(secret).toString('base64url')],
	['hex', (secret) => Buffer.from(secret).toString('hex')],
	['JSON', (secret) => escaped(secret, (code) => `\\u${inHex(code, 4)}`)],
	['HTML', (secret) => escaped(secret, (code) => `&#${code};`)],
	['upper case', (secret) => secret.toUpperCase()],
	['backwards', (secret) => [...secret].reverse().join('')],
	['first half', (secret) => secret.slice(0, secret.length / 2)],
	['spread', (secret) => secret.replaceAll(/(.{6})/g, '$1 ')],
];

const answer = (statusCode: number, body: unknown, headers = {}): OfflineAnswer => ({
	statusCode,
	headers,
	body,
});

/** Where a service repeats it. */
export const PLACES: ReadonlyArray<[string, (text: string) => OfflineAnswer]> = [
	['text, 500', (text) => answer(500, `Refused: ${text}`)],
	['page, 200', (text) => answer(200, `<html>${text}</html>`)],
	['message, 400', (text) => answer(400, { message: text })],
	['message, 401', (text) => answer(401, { error: { message: text } })],
	['field, 403', (text) => answer(403, { token: text })],
	['issue, 422', (text) => answer(422, { issues: [{ path: [text], message: text }] })],
	['name of a field, 404', (text) => answer(404, { [text]: 1 })],
	['message, 429', (text) => answer(429, { message: text }, { 'retry-after': text })],
	['refusal, 200', (text) => answer(200, { success: false, message: text })],
	['location, 302', (text) => answer(302, '', { location: `https://example.com/?k=${text}` })],
	['header, 409', (text) => answer(409, {}, { 'x-request-id': text, date: text })],
];

const PIECE = 12;

/** A piece of a secret in any of its forms that is long enough to matter. */
function piecesOf(secret: string): string[] {
	const forms = ENCODINGS.map(([, encode]) => encode(secret));
	return forms.flatMap((form) => {
		const start = Math.max(0, Math.floor((form.length - PIECE) / 2));
		return form.length < PIECE ? [] : [form.slice(start, start + PIECE)];
	});
}

/** The pieces of secrets that a text holds, in any form. */
export function leaksIn(text: string, secrets: readonly string[]): string[] {
	const seen = text.toLowerCase();
	return secrets.flatMap(piecesOf).filter((piece) => {
		// JSON.stringify has escaped what was stored.
		const stored = JSON.stringify(piece).slice(1, -1).toLowerCase();
		return seen.includes(piece.toLowerCase()) || seen.includes(stored);
	});
}

/** What n8n and the nodes log, at every level. */
export function loggedTexts(): string[] {
	const logged: string[] = [];
	const { Logger } = jest.requireActual<{ Logger: { prototype: Record<string, unknown> } }>(
		require.resolve('@n8n/backend-common', { paths: [dirname(require.resolve('n8n-core'))] }),
	);
	for (const level of ['error', 'warn', 'info', 'debug'] as const) {
		jest
			.spyOn(Logger.prototype as Record<typeof level, () => void>, level)
			.mockImplementation((...words: unknown[]) => {
				logged.push(words.map((word) => `${String(word)} ${JSON.stringify(word)}`).join(' '));
			});
	}
	return logged;
}
