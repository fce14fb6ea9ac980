import '../../harness/engine/environment.cts';

import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { calls, operations } from '../../nodes/SafetyKit/operations.ts';
import { SafetyKitTrigger } from '../../nodes/SafetyKit/SafetyKitTrigger.node.ts';
import { ALL_FIELDS, EVENT_TYPES, fieldsOf } from '../../nodes/SafetyKit/event/event.ts';
import { COLUMNS, withEventColumns } from '../../scripts/generated/eventColumns.cts';
import { outputSchemas } from '../../scripts/generated/outputSchemas.cts';
import { contact, safetyKitBench } from '../../harness/engine/safetyKit.cts';
import { hostWebhook } from '../../harness/engine/webhook.cts';
import { SAFETYKIT_WEBHOOK_SECRET } from '../../sandbox/safetykit/service.cts';

const safetyKit = safetyKitBench();
const names = operations.map(({ resource, operation }) => `${resource}.${operation}`);

it('every operation has a call, and every call but that of the queue an operation', () => {
	expect(calls.map(({ key }) => key)).toEqual([...names, 'event.queue']);
});

it('docs/safetykit.md has the columns of the code (else: npm run generate)', () => {
	const page = readFileSync('docs/safetykit.md', 'utf8');

	expect(page === withEventColumns(page)).toBe(true);
	expect(new Set(Object.keys(COLUMNS))).toEqual(ALL_FIELDS);
});

it.each(EVENT_TYPES)('SafetyKit takes a row of the examples in that table as %s', async (type) => {
	const columns = Object.keys(COLUMNS).filter((column) => fieldsOf(type).has(column));
	const row = Object.fromEntries(columns.map((column) => [column, COLUMNS[column]?.example]));
	const name = type === 'product_changed' ? 'product_created' : row.event_name;
	const { error, hints } = await safetyKit.sendBatch([{ ...row, type, event_name: name }]);

	expect(error).toBeUndefined();
	expect(hints).toEqual([]);
	const [[sent = {}] = []] = (await safetyKit.eventBodies()).slice(-1) as IDataObject[][];
	expect(Object.keys(sent).sort()).toEqual([...columns].sort());
});

async function parametersOf(name: string): Promise<INodeParameters> {
	if (name.startsWith('event.')) return { inputMode: 'mapFromItem' };
	if (name === 'dataObject.submit') return { namespace: 'listings', objectId: '1', data: '{}' };
	if (name === 'dataObject.getStatus') {
		const { json } = await safetyKit.run(
			'dataObject.submit',
			await parametersOf('dataObject.submit'),
		);
		return { namespace: 'listings', requestId: json[0]?.requestId as string };
	}
	return { referenceId: '1', contentType: 'a', policyId: 'b', decision: 'match', userId: 'user_1' };
}

/** What the output has only of events in the queue, or of a review that failed. */
const OTHERWISE: Record<string, string[]> = {
	'event.send': ['queued'],
	'event.sendBatch': ['queued'],
	'dataObject.getStatus': ['error_summary'],
};

it.each(names)('the output of %s is what its schema promises', async (name) => {
	const file = `nodes/SafetyKit/__schema__/v1.0.0/${name.replace('.', '/')}.json`;
	const schema = JSON.parse(outputSchemas().get(file) ?? '') as { properties: object };
	const validate = new Ajv({ strict: false }).compile(schema);
	const input = [[contact(1)]];
	const { error, json } = await safetyKit.run(name, await parametersOf(name), { input });

	expect(error).toBeUndefined();
	expect(json).toHaveLength(1);
	validate(json[0]);
	expect(validate.errors ?? []).toEqual([]);
	const promised = Object.keys(schema.properties);
	const given = Object.keys(json[0] ?? {});
	expect(given.filter((field) => !promised.includes(field))).toEqual([]);
	expect(promised.filter((field) => !given.includes(field))).toEqual(OTHERWISE[name] ?? []);
});

it("the trigger's output is what its schema promises", async () => {
	const schema = outputSchemas().get('nodes/SafetyKit/__schema__/v1.0.0.json');
	const validate = new Ajv({ strict: false }).compile(JSON.parse(schema ?? '') as object);
	const host = await hostWebhook({
		node: new SafetyKitTrigger(),
		parameters: { triggerOn: ['workflow.succeeded', 'workflow.failed'], filters: {} },
		credentials: safetyKit.credential(),
	});
	const bodies = [
		{
			type: 'workflow.succeeded',
			namespace: 'listings',
			id: 'listing_1',
			request_id: 'req_1',
			metadata: {},
			output: { actions: [], labels: [{ label: 'counterfeit', confidence: 'high' }], fields: {} },
		},
		{ type: 'workflow.failed' },
	];
	for (const body of bodies) {
		const order = { url: host.url, secret: SAFETYKIT_WEBHOOK_SECRET, body };
		await safetyKit.sandbox.control.safetyKit.sendWebhook(order);
	}
	await host.close();

	expect(host.started).toHaveLength(2);
	for (const { json } of host.started.flat()) {
		validate(json);
		expect(validate.errors ?? []).toEqual([]);
	}
});
