import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { Samsara } from '../../../nodes/Samsara/Samsara.node.ts';
import { runNode } from '../../../harness/engine/runNode.cts';
import { contact, safetyKitBench } from '../../../harness/engine/safetyKit.cts';
import { samsaraBench } from '../../../harness/engine/samsara.cts';
import type { BenchRun } from '../../../harness/engine/nodeBench.cts';
import { byId, setyBench } from '../../../harness/engine/sety.cts';
import { LIVE_KEY } from '../../../sandbox/sety/keys.cts';
import { runReport } from '../../SafetyReport/reportBench.cts';

const benches = { sety: setyBench(), samsara: samsaraBench(), safetyKit: safetyKitBench() };

type Name = keyof typeof benches;

/** An operation of each service and kind, with good input of two items. */
const operations: Array<[Name, string, INodeParameters, IDataObject[]]> = [
	['sety', 'incident.create', { subjectName: 'Ada', address: 'Lagos' }, [{ n: 1 }, { n: 2 }]],
	['sety', 'incident.cancel', { incidentId: byId('inc_1') }, [{ n: 1 }, { n: 2 }]],
	[
		'samsara',
		'safetyEvent.getAll',
		{ timeSpan: 'custom', startTime: '2025-06-01T00:00:00Z' },
		[{ n: 1 }, { n: 2 }],
	],
	[
		'samsara',
		'safetyEvent.update',
		{ safetyEventIds: '={{ $json.n }}', eventState: 'reviewed' },
		[{ n: 1 }, { n: 2 }],
	],
	['safetyKit', 'event.send', { inputMode: 'mapFromItem' }, [contact(1), contact(2)]],
	['safetyKit', 'event.sendBatch', { inputMode: 'mapFromItem' }, [contact(1), contact(2)]],
];

/** What is wrong with the credential; by service. The message. */
const faults: Array<[string, Partial<Record<Name, IDataObject>>, RegExp]> = [
	[
		'a Base URL without a scheme',
		{
			sety: { baseUrl: 'intel-api.sety.io' },
			samsara: { baseUrl: 'api.samsara.com' },
			safetyKit: { baseUrl: 'api.safetykit.com' },
		},
		/^Base URL of the \w+ credential is not a plain web address/,
	],
	[
		'an empty key',
		{ sety: { apiKey: '' }, samsara: { accessToken: ' ' }, safetyKit: { apiKey: '' } },
		/^API (Key|Token) of the \w+ credential is empty/,
	],
	[
		'an expression that fails',
		{
			sety: { apiKey: '={{ $json.no.such.field }}' },
			samsara: { accessToken: '={{ $json.no.such.field }}' },
			safetyKit: { apiKey: '={{ $json.no.such.field }}' },
		},
		/^(API (Key|Token) of the \w+ credential is empty|The \w+ credential cannot be read)/,
	],
	[
		'broken overrides',
		{ sety: { endpointOverrides: '{"incident.create": 7' } },
		/^Endpoint Overrides of the Sety credential/,
	],
	[
		'a live key over http',
		{ sety: { apiKey: LIVE_KEY, baseUrl: 'http://sety.test/v1' } },
		/starts with http/,
	],
	[
		'a version that is no date',
		{ samsara: { apiVersion: 'newest' } },
		/^API Version of the Samsara/,
	],
];

const cases = operations.flatMap(([name, operation, parameters, items]) =>
	faults.flatMap(([what, changes, message]) => {
		const credential = changes[name];
		return credential === undefined
			? []
			: [{ name, operation, parameters, items, what, credential, message }];
	}),
);

describe.each(cases)('$operation with $what', (one) => {
	const run = async (onError?: 'continueRegularOutput' | 'continueErrorOutput') =>
		await benches[one.name].run(one.operation, one.parameters, {
			input: [one.items],
			credential: one.credential as Record<string, string>,
			...(onError === undefined ? {} : { onError }),
		});
	const received = async () => await benches[one.name].sandbox.control.received();

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'%s: an error item for each item, on the right output',
		async (onError) => {
			const { outputs } = await run(onError);
			const [bad = [], none] =
				onError === 'continueErrorOutput' ? [outputs[1], outputs[0]] : [outputs[0], undefined];

			expect(none ?? []).toEqual([]);
			expect(bad.map(({ json }) => json)).toMatchObject(
				[0, 1].map((item) => ({
					error: expect.stringMatching(one.message),
					details: { kind: 'configuration', item },
				})),
			);
			expect(bad.map(({ pairedItem }) => [pairedItem].flat()[0])).toMatchObject([
				{ item: 0 },
				{ item: 1 },
			]);
			expect(await received()).toEqual([]);
		},
	);

	it('Stop: the run ends, and the credential is at fault, not an item', async () => {
		const { error } = await run();

		expect(error?.message).toMatch(one.message);
		expect(error?.message).not.toMatch(/\[item/);
		expect(await received()).toEqual([]);
	});
});

describe('other failures of the whole run', () => {
	const nodes = async (credentials: 'deleted' | 'none' | 'good', parameters: INodeParameters) => {
		const given = benches.samsara.credential();
		const { samsaraApi } = given;
		return await runNode({
			node: new Samsara(),
			parameters: { authentication: 'accessToken', ...parameters },
			credentials:
				credentials === 'none'
					? {}
					: credentials === 'good' || samsaraApi === undefined
						? given
						: { samsaraApi: { ...samsaraApi, missing: true } },
			input: [[{ n: 1 }, { n: 2 }]],
			onError: 'continueErrorOutput',
		});
	};
	const list = {
		resource: 'safetyEvent',
		operation: 'getAll',
		timeSpan: 'custom',
		startTime: '2025-06-01T00:00:00Z',
	};

	it.each<['deleted' | 'none' | 'good', INodeParameters, RegExp]>([
		['deleted', list, /^The Samsara credential cannot be read/],
		['none', list, /^The Samsara credential cannot be read/],
		['good', { ...list, operation: 'burn' }, /^Resource "safetyEvent" has no operation "burn"/],
		['good', { ...list, resource: 'x' }, /^Resource "x" has no operation ""/],
	])('credential %s, %j', async (credentials, parameters, message) => {
		const { outputs } = await nodes(credentials, parameters);

		expect(outputs[0]).toEqual([]);
		expect(outputs[1]?.map(({ json }) => json)).toMatchObject([
			{ n: 1, error: expect.stringMatching(message), details: { item: 0 } },
			{ n: 2, error: expect.stringMatching(message), details: { item: 1 } },
		]);
	});
});

describe('examples, with a broken credential', () => {
	const codeOf = (file: string, node: string): string => {
		const text = readFileSync(join(__dirname, '../../../examples', file), 'utf8');
		const { nodes } = JSON.parse(text) as {
			nodes: Array<{ name: string; parameters: { jsCode: string } }>;
		};
		return nodes.find(({ name }) => name === node)?.parameters.jsCode ?? '';
	};
	/** Runs a Code node whose `$(name).all()` and `$input.all()` give these items. */
	const runCode = (code: string, items: Record<string, INodeExecutionData[]>) => {
		const all = (name: string) => ({ all: () => items[name] ?? [] });
		// eslint-disable-next-line @typescript-eslint/no-implied-eval
		const run = new Function('$', '$input', code) as (...args: unknown[]) => Array<{
			json: IDataObject;
		}>;
		return run(all, all('$input')).map(({ json }) => json);
	};
	const onError = 'continueRegularOutput';

	it('the safety report says what could not be read, and takes no count for complete', async () => {
		const broken: BenchRun = { input: [[{}]], credential: { baseUrl: 'no.scheme' }, onError };
		const incidents = await benches.sety.run('incident.getAll', {}, broken);
		const events = await benches.samsara.run(
			'safetyEvent.getAll',
			{ timeSpan: 'custom', startTime: '2025-06-01T00:00:00Z' },
			broken,
		);
		const { json } = await runReport(
			'report.create',
			{},
			{ input: [...incidents.json, ...events.json] },
		);

		expect(json).toMatchObject([
			{
				headline: { unreadableServices: 2 },
				incidents: { isIncomplete: true, total: { now: 0 } },
				safetyEvents: { isIncomplete: true, total: { now: 0 } },
			},
		]);
	});

	it('the coaching queue says that nothing was sent, and why', async () => {
		const sent = await benches.samsara.run(
			'safetyEvent.update',
			{ safetyEventIds: '={{ $json.id }}', eventState: 'needsCoaching' },
			{ input: [[{ id: 'a' }, { id: 'b' }]], credential: { accessToken: '' }, onError },
		);
		const queue = runCode(codeOf('samsara-coaching-queue.json', 'Queue by Driver'), {
			'Keep Hard Ones': [{ json: { id: 'a' } }],
			$input: sent.outputs[0] ?? [],
		});

		expect(queue).toEqual([
			{
				driver: 'Not sent to coaching',
				events: 2,
				why: expect.stringContaining('API Token of the Samsara credential is empty'),
			},
		]);
	});
});
