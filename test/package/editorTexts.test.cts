import type { INodeProperties, INodePropertyOptions, INodePropertyCollection } from 'n8n-workflow';

import { SafetyKit } from '../../nodes/SafetyKit/SafetyKit.node.ts';
import { SafetyKitTrigger } from '../../nodes/SafetyKit/SafetyKitTrigger.node.ts';
import { Samsara } from '../../nodes/Samsara/Samsara.node.ts';
import { SamsaraTrigger } from '../../nodes/Samsara/SamsaraTrigger.node.ts';
import { Sety } from '../../nodes/Sety/Sety.node.ts';
import { SetyTrigger } from '../../nodes/Sety/SetyTrigger.node.ts';
import { SetyWebhookTrigger } from '../../nodes/Sety/SetyWebhookTrigger.node.ts';

type Described = INodeProperties | INodePropertyOptions | INodePropertyCollection;

/** The labels and descriptions of fields and options, at any depth. */
function textsOf(one: Described): string[] {
	const inner = [
		...('values' in one ? one.values : []),
		...('options' in one ? (one.options ?? []) : []),
	];
	const own = [
		'displayName' in one ? one.displayName : '',
		'description' in one ? (one.description ?? '') : '',
		'displayName' in one ? '' : one.name,
	];
	return [...own, ...inner.flatMap(textsOf)].filter((text) => text !== '');
}

const NODES = [
	Sety,
	SetyTrigger,
	SetyWebhookTrigger,
	Samsara,
	SamsaraTrigger,
	SafetyKit,
	SafetyKitTrigger,
];

it.each(NODES)(
	'%# says in the editor what a field does, and in the docs how sure that is',
	(Node) => {
		const texts = new Node().description.properties.flatMap(textsOf);

		expect(texts.length).toBeGreaterThan(5);
		expect(
			texts.filter((text) => /\b(?:un)?documented\b|\bassumed\b|\bSDK types\b/i.test(text)),
		).toEqual([]);
	},
);
