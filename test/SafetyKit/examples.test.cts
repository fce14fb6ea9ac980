import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { parse } from 'yaml';

import { safetyKitBench } from '../../harness/engine/safetyKit.cts';

const safetyKit = safetyKitBench();

interface ContentPart {
	type: string;
	key?: string;
	text?: string;
	source?: { url: string };
}

const { components } = parse(
	readFileSync(join(__dirname, '../../sandbox/openapi/safetykit.yaml'), 'utf8'),
) as { components: { examples: Record<string, { value: IDataObject | IDataObject[] }> } };
const examples = Object.values(components.examples)
	.flatMap(({ value }): IDataObject[] => (Array.isArray(value) ? value : [value]))
	.map((event): [string, IDataObject] => [event.type as string, event]);

/** What is sent besides the example: a key, so that a retry is harmless. */
const withKey = (event: IDataObject) => ({ ...event, idempotency_key: expect.any(String) });

/** The parameters that a person would fill in for the event. */
function asFields(event: IDataObject): INodeParameters {
	const content = (event.content ?? []) as unknown as ContentPart[];
	const product = event.product as
		| {
				price: { amount: string; currency: string };
				discounted_price: { amount: string };
				shipping_info: { ships_from: string; ships_to: string[] };
		  }
		| undefined;
	return {
		inputMode: 'fields',
		eventType: event.type as string,
		eventName: event.event_name as string,
		userId: event.user_id as string,
		sourceType: event.source_type as string,
		sourceId: event.source_id as string,
		targetUserId: event.target_user_id as string,
		targetContentId: event.target_content_id as string,
		labels: ((event.labels ?? []) as string[]).join(', '),
		appealedDecisionId: event.appealed_decision_id as string,
		...(product && {
			price: product.price.amount,
			currency: product.price.currency,
			productDetails: {
				discountedPrice: product.discounted_price.amount,
				shipsFrom: product.shipping_info.ships_from,
				shipsTo: product.shipping_info.ships_to.join(', '),
			},
		}),
		content: {
			parts: content.map(({ type, key = '', text = '', source }) => ({
				kind: type,
				key,
				...(type === 'image' ? { imageUrl: source?.url ?? '' } : { text }),
			})),
		},
		resourcesUsed: { resources: (event.resources_used ?? []) as INodeParameters[] },
		additionalFields: {
			contentId: event.content_id as string,
			timestamp: event.timestamp as string,
			metadataJson: JSON.stringify(event.metadata ?? {}),
		},
	};
}

it('knows an example of each of the eight types', () => {
	expect(new Set(examples.map(([type]) => type)).size).toBe(8);
});

describe.each(['event.send', 'event.sendBatch'])('%s', (operation) => {
	const sent = async (): Promise<unknown> => [await safetyKit.eventBodies()].flat(2)[0];

	it.each(examples)('Fields: the documented %s is sent unchanged', async (_type, event) => {
		const result = await safetyKit.run(operation, asFields(event));

		expect(result.error).toBeUndefined();
		expect(result.json[0]).toMatchObject({ event_id: expect.any(String), type: event.type });
		expect(await sent()).toEqual(withKey(event));
	});

	it.each(examples)('JSON: the documented %s is sent unchanged', async (_type, event) => {
		const eventJson = JSON.stringify(event);
		const result = await safetyKit.run(operation, { inputMode: 'json', eventJson });

		expect(result.error).toBeUndefined();
		expect(await sent()).toEqual(withKey(event));
	});

	it.each(examples)('Map From Item: the documented %s is sent unchanged', async (_type, event) => {
		const result = await safetyKit.run(
			operation,
			{ inputMode: 'mapFromItem' },
			{ input: [[event]] },
		);

		expect(result.error).toBeUndefined();
		expect(result.hints).toEqual([]);
		expect(await sent()).toEqual(withKey(event));
	});
});
