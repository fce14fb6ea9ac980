import type { IDataObject } from 'n8n-workflow';

import { contact } from '../../../harness/engine/safetyKit.cts';

export const report = (changes: IDataObject = {}): IDataObject => ({
	...contact(1),
	type: 'user_report',
	target_content_id: 'listing_1',
	labels: ['spam'],
	...changes,
});
export const decision = (changes: IDataObject = {}): IDataObject => ({
	...report(),
	user_id: '',
	type: 'moderation_decision',
	source_type: 'automation',
	source_id: 'rule_1',
	...changes,
});
export const upload = (part: unknown): IDataObject => ({
	...contact(1),
	type: 'content_uploaded',
	content: [part as IDataObject],
});
export const changed = (product: unknown): IDataObject => ({
	...contact(1),
	type: 'product_changed',
	event_name: 'product_created',
	content: [],
	product: product as IDataObject,
});
export const price = { amount: '19.99', currency: 'USD' };

export const filled = { eventName: 'message_sent', userId: 'user_1', targetUserId: 'user_2' };
export const nothing = '={{ $json.missing }}';

export const product = {
	eventType: 'product_changed',
	eventName: 'product_updated',
	price: '19.99',
	currency: 'USD',
	content: { parts: [{ kind: 'text', text: 'Handbag' }] },
};
