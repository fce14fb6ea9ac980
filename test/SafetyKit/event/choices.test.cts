import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { contact, safetyKitBench } from '../../../harness/engine/safetyKit.cts';

const safetyKit = safetyKitBench();

async function sentBy(parameters: INodeParameters, item: IDataObject = {}) {
	const { error } = await safetyKit.run('event.send', parameters, { input: [[item]] });
	expect(error).toBeUndefined();
	const bodies = await safetyKit.eventBodies();
	return bodies.at(-1) as IDataObject;
}

const decision = {
	event_name: 'listing_removed',
	source_id: 'rule_1',
	target_content_id: 'listing_1',
	labels: 'counterfeit',
};

describe.each([
	['Map From Item', (item: IDataObject) => sentBy({ inputMode: 'mapFromItem' }, item)],
	['JSON', (item: IDataObject) => sentBy({ inputMode: 'json', eventJson: JSON.stringify(item) })],
])('%s takes labels for values, in any case', (_mode, send) => {
	it.each(['User Contact', ' user contact ', 'USER_CONTACT', 'userContact'])('%j', async (type) => {
		expect(await send(contact(1, { type }))).toMatchObject({ type: 'user_contact' });
	});

	it('of a source, a part and a resource', async () => {
		const item = {
			...decision,
			type: 'Moderation Decision',
			source_type: 'Human Moderator',
			content: [{ type: 'Text', text: 'Bag' }],
			resources_used: [
				{ type: 'Payment Instrument', value: 'a' },
				{ type: 'Telegram', value: 'b' },
			],
		};

		expect(await send(item)).toMatchObject({
			type: 'moderation_decision',
			source_type: 'human_moderator',
			content: [{ type: 'text' }],
			// An open list: what is not known goes as it is.
			resources_used: [{ type: 'payment_instrument' }, { type: 'Telegram' }],
		});
	});
});

it('Fields takes labels from expressions', async () => {
	const sent = await sentBy({
		inputMode: 'fields',
		eventType: '={{ "Moderation Decision" }}',
		eventName: 'listing_removed',
		sourceType: '={{ "EXPERT LABELER" }}',
		sourceId: 'reviewer_1',
		targetContentId: 'listing_1',
		labels: 'counterfeit',
		content: { parts: [{ kind: '={{ "Image" }}', imageUrl: 'https://example.com/a.png' }] },
		resourcesUsed: { resources: [{ type: '={{ "E-mail" }}', value: 'ada@example.com' }] },
		options: { personalDataInMetadata: '={{ "Block" }}' },
	});

	expect(sent).toMatchObject({
		type: 'moderation_decision',
		source_type: 'expert_labeler',
		content: [{ type: 'image' }],
		resources_used: [{ type: 'email' }],
	});
});
