import type { INodeType } from 'n8n-workflow';

import { runNode } from '../../harness/engine/runNode.cts';
import { TriggerHost } from '../../harness/engine/triggerHost.cts';
import { virtualTime } from '../../harness/engine/virtualTime.cts';
import { SamsaraTrigger } from '../../nodes/Samsara/SamsaraTrigger.node.ts';
import { SetyTrigger } from '../../nodes/Sety/SetyTrigger.node.ts';
import type { OperationCase, TestedService } from '../cases/everyService.cts';
import { canaryCredentials } from './canaries.cts';
import { ENCODINGS, leaksIn, loggedTexts, PLACES } from './echoes.cts';
import { exampleIds } from './exampleIds.cts';
import { isFullForm } from './form.cts';
import { offline } from './fuzz/offline.cts';

/** One of each effect; in the full form all of them, with the secret as it is. */
function chosenCases(service: TestedService, isPlain: boolean): OperationCase[] {
	const all = service.cases(exampleIds(service.name));
	const effects = new Map(all.map((one) => [service.effectOf(one.name), one]));
	return isFullForm && isPlain ? all : [...effects.values()];
}

it.each(ENCODINGS)('%s: the search finds a secret in that form', (_name, encode) => {
	const secret = 'sety_test_q7Zk2mWvXp9rTbYc4LdHs8Nf';

	expect(leaksIn(JSON.stringify({ message: `It says ${encode(secret)}.` }), [secret])).not.toEqual(
		[],
	);
	expect(leaksIn('It says [hidden].', [secret])).toEqual([]);
});

const kinds = canaryCredentials().map((kind) => [kind.title, kind] as const);

it('looks at every kind of credential', () => {
	expect(kinds.map(([title]) => title)).toEqual([
		'Sety',
		'Samsara',
		'Samsara OAuth2 API',
		'SafetyKit',
	]);
});

describe.each(kinds)('%s', (_title, { service, canaries, credentials, parameters: chosen }) => {
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
						parameters: { ...chosen, resource, operation, ...one.parameters },
						credentials: credentials(),
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
});

const TRIGGERS: Readonly<Record<string, new () => INodeType>> = {
	Sety: SetyTrigger,
	Samsara: SamsaraTrigger,
};

describe.each(kinds.filter(([, { service }]) => service.name in TRIGGERS))(
	'the trigger with %s',
	(_title, { service, canaries, credentials, parameters }) => {
		const Trigger = TRIGGERS[service.name] ?? SetyTrigger;

		it.each(ENCODINGS)('%s: errors, log and static data hold no secret', async (_name, encode) => {
			virtualTime();
			const logged = loggedTexts();
			const found: string[] = [];
			for (const [place, echo] of PLACES) {
				for (const [field, secret] of Object.entries(canaries)) {
					const host = new TriggerHost(
						offline(new Trigger(), () => echo(encode(secret))),
						credentials,
						parameters,
					);
					const failures: unknown[] = [];
					await host.activate().catch((reason: unknown) => failures.push(reason));
					await host.tick();
					await host.stop();
					const errors = [...failures, ...host.errors].map((error) =>
						JSON.stringify(error, Object.getOwnPropertyNames(error)),
					);
					const json = JSON.stringify(host.json);
					const texts = [...errors, host.saved, ...host.warnings, json, ...logged.splice(0)];
					const leaks = leaksIn(texts.join(' '), [secret]);
					if (leaks.length > 0) found.push(`${place}, ${field}: ${leaks.join()}`);
				}
			}
			expect(found).toEqual([]);
		});
	},
);

/** What the address that renews a token answers. */
const RENEWALS: ReadonlyArray<[string, (text: string) => { status: number; body: unknown }]> = [
	['text, 500', (text) => ({ status: 500, body: `Refused: ${text}` })],
	[
		'refusal, 400',
		(text) => ({ status: 400, body: { error: 'invalid_grant', error_description: text } }),
	],
	['name of an error, 401', (text) => ({ status: 401, body: { error: text } })],
	['page, 200', (text) => ({ status: 200, body: `<html>${text}</html>` })],
	['no token, 200', (text) => ({ status: 200, body: { message: text } })],
];

describe.each(kinds.filter(([, { parameters }]) => parameters.authentication === 'oAuth2'))(
	'%s, when n8n renews the token',
	(_title, { service, canaries, credentials, parameters: chosen }) => {
		it.each(ENCODINGS)('%s: nothing shows, stores or logs a secret', async (_name, encode) => {
			const logged = loggedTexts();
			virtualTime();
			const { control } = service.sandbox;
			const [one] = service.cases(exampleIds(service.name));
			if (one === undefined) throw new Error('No case');
			const found: string[] = [];
			const isPlain = encode === ENCODINGS[0]?.[1];
			for (const [place, answer] of isFullForm || isPlain ? RENEWALS : RENEWALS.slice(0, 2)) {
				for (const [field, secret] of Object.entries(canaries)) {
					await control.reset();
					await control.addFaults({
						...{ kind: 'status', path: '/oauth2/token', times: 'always' },
						...answer(encode(secret)),
					});
					const [resource = '', operation = ''] = one.name.split('.');
					const result = await runNode({
						node: service.newNode(),
						parameters: { ...chosen, resource, operation, ...one.parameters },
						credentials: credentials(),
						onError: 'continueRegularOutput',
					});
					const text = `${result.stored} ${logged.splice(0).join(' ')}`;
					const leaks = leaksIn(text, Object.values(canaries));
					if (leaks.length > 0) found.push(`${place}, ${field}: ${leaks.join()}`);
					const requests = (await control.received()) as Array<{ path: string }>;
					expect(requests.map(({ path }) => path)).toContain('/oauth2/token');
				}
			}
			expect(found).toEqual([]);
		});
	},
);
