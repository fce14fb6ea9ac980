import { dirname } from 'node:path';

import type { ICredentialDataDecryptedObject, INodeType } from 'n8n-workflow';

import { runNode } from '../../harness/engine/runNode.cts';
import { TriggerHost } from '../../harness/engine/triggerHost.cts';
import { virtualTime } from '../../harness/engine/virtualTime.cts';
import { SamsaraTrigger } from '../../nodes/Samsara/SamsaraTrigger.node.ts';
import { SetyTrigger } from '../../nodes/Sety/SetyTrigger.node.ts';
import type { OperationCase, TestedService } from '../cases/everyService.cts';
import { everyService } from '../cases/everyService.cts';
import { exampleIds } from './exampleIds.cts';
import { isFullForm } from './form.cts';
import type { OfflineAnswer } from './fuzz/offline.cts';
import { offline } from './fuzz/offline.cts';

/** One in each field that holds a secret; none of its pieces stands in anything else. */
const CANARIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	Sety: {
		apiKey: 'sety_test_q7Zk2mWvXp9rTbYc4LdHs8Nf',
		webhookSecret: 'Jx5Gv1BnKq3ZtRwEy7UoMa0P',
	},
	Samsara: { accessToken: 'samsara_api_q7Zk2mWvXp9rTbYc4LdHs8Nf' },
	SafetyKit: {
		apiKey: 'sk_q7Zk2mWvXp9rTbYc4LdHs8Nf',
		webhookSecret: 'whsec_cTdaazJtV3ZYcDlyVGJZYzRMZEhzOE5m',
		previousWebhookSecret: 'whsec_cHJldmlvdXNjVGRhYXpKdFYzWlhjRGx5',
	},
};

const escaped = (text: string, write: (code: number) => string) =>
	Array.from(text, (character) => write(character.charCodeAt(0))).join('');
const inHex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');

const ENCODINGS: ReadonlyArray<[string, (secret: string) => string]> = [
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
const PLACES: ReadonlyArray<[string, (text: string) => OfflineAnswer]> = [
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

function leaksIn(text: string, secrets: readonly string[]): string[] {
	const seen = text.toLowerCase();
	return secrets.flatMap(piecesOf).filter((piece) => {
		// JSON.stringify has escaped what was stored.
		const stored = JSON.stringify(piece).slice(1, -1).toLowerCase();
		return seen.includes(piece.toLowerCase()) || seen.includes(stored);
	});
}

/** What n8n and the nodes log, at every level. */
function loggedTexts(): string[] {
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

/** One of each effect; in the full form all of them, with the secret as it is. */
function chosenCases(service: TestedService, isPlain: boolean): OperationCase[] {
	const all = service.cases(exampleIds(service.name));
	const effects = new Map(all.map((one) => [service.effectOf(one.name), one]));
	return isFullForm && isPlain ? all : [...effects.values()];
}

it.each(ENCODINGS)('%s: the search finds a secret in that form', (_name, encode) => {
	const [secret = ''] = Object.values(CANARIES.Sety ?? {});

	expect(leaksIn(JSON.stringify({ message: `It says ${encode(secret)}.` }), [secret])).not.toEqual(
		[],
	);
	expect(leaksIn('It says [hidden].', [secret])).toEqual([]);
});

describe.each(everyService().map((service) => [service.name, service] as const))(
	'%s',
	(name, service) => {
		const canaries = CANARIES[name] ?? {};
		const secrets = Object.values(canaries);

		it.each(ENCODINGS)('%s: nothing shows, stores or logs a secret', async (_encoding, encode) => {
			const logged = loggedTexts();
			virtualTime();
			const found: string[] = [];
			const isPlain = encode === ENCODINGS[0]?.[1];
			const places = isFullForm || isPlain ? PLACES : PLACES.slice(0, 4);
			for (const one of chosenCases(service, isPlain)) {
				for (const [place, echo] of places) {
					for (const [field, secret] of Object.entries(canaries)) {
						const [resource = '', operation = ''] = one.name.split('.');
						const result = await runNode({
							node: offline(service.newNode(), () => echo(encode(secret))),
							parameters: { resource, operation, ...one.parameters },
							credentials: service.credential(canaries as ICredentialDataDecryptedObject),
							input: [one.input ?? [{}]],
							onError: 'continueRegularOutput',
						});
						const text = `${result.stored} ${logged.splice(0).join(' ')}`;
						const leaks = leaksIn(text, secrets);
						if (leaks.length > 0) found.push(`${one.name}, ${place}, ${field}: ${leaks.join()}`);
					}
				}
			}
			expect(found).toEqual([]);
		});
	},
);

describe.each<[string, new () => INodeType]>([
	['Sety', SetyTrigger],
	['Samsara', SamsaraTrigger],
])('the trigger of %s', (name, Trigger) => {
	const [service] = everyService(name);
	const canaries = CANARIES[name] ?? {};

	it.each(ENCODINGS)('%s: errors, log and static data hold no secret', async (_name, encode) => {
		virtualTime();
		const logged = loggedTexts();
		const found: string[] = [];
		for (const [place, echo] of PLACES) {
			const [secret = ''] = Object.values(canaries);
			const host = new TriggerHost(
				offline(new Trigger(), () => echo(encode(secret))),
				() => service?.credential(canaries) ?? {},
			);
			const failures: unknown[] = [];
			await host.activate().catch((reason: unknown) => failures.push(reason));
			await host.tick();
			await host.stop();
			const errors = [...failures, ...host.errors].map((error) =>
				JSON.stringify(error, Object.getOwnPropertyNames(error)),
			);
			const texts = [...errors, host.saved, ...host.warnings, JSON.stringify(host.json), ...logged];
			const leaks = leaksIn(texts.join(' '), [secret]);
			if (leaks.length > 0) found.push(`${place}: ${leaks.join()}`);
		}
		expect(found).toEqual([]);
	});
});
