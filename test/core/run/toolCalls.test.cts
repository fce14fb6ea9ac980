import type { INodeParameters } from 'n8n-workflow';

import { safetyKitBench } from '../../../harness/engine/safetyKit.cts';
import { samsaraBench } from '../../../harness/engine/samsara.cts';
import { byId, setyBench } from '../../../harness/engine/sety.cts';
import { picked } from '../../Samsara/picked.cts';

const sety = setyBench();
const samsara = samsaraBench();
const safetyKit = safetyKitBench();

/** What a model says for a field that it has no value for. */
const NOTHING = ['', 'null', null, ' NULL '];

const asked = (name: string) => `={{ $fromAI('${name}') }}`;

it.each(NOTHING)('Sety: a model that says %j for a filter and the limit gets all', async (said) => {
	await sety.run('incident.create', {
		...{ category: 'sos', subjectName: 'Ada', address: 'Lagos', additionalFields: {} },
	});
	for (const written of ['={{ $json.value }}', asked('value')]) {
		const { error, json } = await sety.run(
			'incident.getAll',
			{
				returnAll: false,
				limit: written,
				filters: { status: written, severity: written, fromDate: written },
				output: written,
			},
			{ typeName: 'setyTool', input: [[{ value: said }]] },
		);
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
	}
	const lists = (await sety.sandbox.control.received()).filter(({ method }) => method === 'GET');
	for (const { path, query } of lists as Array<{ path: string; query?: unknown }>) {
		expect(JSON.stringify([path, query])).not.toMatch(/status|severity|from_date/);
	}
});

it.each(NOTHING)('Sety: a model that says %j for the incident is refused', async (said) => {
	const { error } = await sety.run(
		'incident.cancel',
		{ incidentId: byId(asked('id')), reason: asked('id') },
		{ typeName: 'setyTool', input: [[{ id: said }]] },
	);
	expect(error?.message).toContain('Incident is empty');
	expect(await sety.sandbox.control.received()).toEqual([]);
});

it('Sety: a key that is not filled by the model must be there', async () => {
	const emergency = { category: 'sos', subjectName: 'Ada', address: 'Lagos', additionalFields: {} };
	const run = async (idempotencyKey: string) =>
		await sety.run(
			'incident.create',
			{ ...emergency, idempotencyKey },
			{ typeName: 'setyTool', input: [[{ key: '' }]] },
		);
	expect((await run('={{ $json.key }}')).error?.message).toContain(
		'Idempotency Key has an expression that returns nothing',
	);
	expect((await run(asked('key'))).error).toBeUndefined();
});

it.each(NOTHING)('Samsara: a model may say %j for every optional field', async (said) => {
	const written = asked('value');
	const filters: INodeParameters = {
		...{
			assetIds: picked(written),
			driverIds: picked(written),
			behaviorLabels: written,
			eventStates: written,
		},
	};
	const { error } = await samsara.run(
		'safetyEvent.getAll',
		{
			...{
				timeSpan: 'custom',
				startTime: '2026-03-01T00:00:00Z',
				endTime: written,
				timeField: written,
			},
			...{ returnAll: false, limit: written, filters, include: written, output: written },
		},
		{ typeName: 'samsaraTool', input: [[{ value: said }]] },
	);
	expect(error).toBeUndefined();
});

it.each([
	['Driver is empty', { driverIds: picked('={{ "" }}') }],
	['Event States has an expression that returns nothing', { eventStates: '={{ null }}' }],
])(
	'Samsara: a filter that the model does not fill must have a value: %s',
	async (what, filters) => {
		const { error } = await samsara.run(
			'safetyEvent.getAll',
			{ timeSpan: 'last7Days', returnAll: false, limit: 1, filters },
			{ typeName: 'samsaraTool' },
		);
		expect(error?.message).toContain(what);
		expect(await samsara.sandbox.control.received()).toEqual([]);
	},
);

it.each(NOTHING)('Samsara: a field that a model says %j for has its default', async (said) => {
	for (const include of [asked('value'), '={{ $json.value }}']) {
		const { error } = await samsara.run(
			'safetyEvent.getAll',
			{
				...{
					timeSpan: 'custom',
					startTime: '2026-03-01T00:00:00Z',
					endTime: '2026-03-11T00:00:00Z',
				},
				...{ returnAll: false, limit: 1, include },
			},
			{ typeName: 'samsaraTool', input: [[{ value: said }]] },
		);
		expect(error).toBeUndefined();
	}
	const calls = await samsara.sandbox.control.received();
	expect(calls).toHaveLength(2);
	for (const call of calls) {
		expect(JSON.stringify(call)).toMatch(/includeAsset.*includeDriver/);
	}
});

it('Samsara: numbers, lists and switches as text are taken', async () => {
	const { error } = await samsara.run(
		'safetyEvent.getAll',
		{
			...{
				timeSpan: 'custom',
				startTime: '2026-03-01T00:00:00Z',
				returnAll: '={{ "false" }}',
				limit: '={{ "7" }}',
			},
			filters: {
				driverIds: picked('={{ "[5001, 5002]" }}'),
				eventStates: '={{ "reviewed,coached" }}',
			},
			include: '={{ \'["asset"]\' }}',
		},
		{ typeName: 'samsaraTool' },
	);
	expect(error).toBeUndefined();
	const [call] = await samsara.sandbox.control.received();
	expect(decodeURIComponent(JSON.stringify(call))).toContain('5001,5002');
});

it.each(NOTHING)('SafetyKit: a model may say %j for every optional field', async (said) => {
	const written = asked('value');
	const { error } = await safetyKit.run(
		'event.send',
		{
			...{ inputMode: 'fields', eventType: 'create_account', eventName: 'a', userId: 'u' },
			additionalFields: { contentId: written, idempotencyKey: written, timestamp: written },
			content: { parts: [{ kind: 'text', key: written, text: 'Hello' }] },
			options: { timeout: written, personalDataInMetadata: written, extraFields: written },
		},
		{ typeName: 'safetyKitTool', input: [[{ value: said }]] },
	);
	expect(error).toBeUndefined();
	const [event] = await safetyKit.eventBodies();
	expect(event).not.toHaveProperty('content_id');
	expect(event).toMatchObject({ idempotency_key: expect.stringMatching(/^n8n_/) });
});
