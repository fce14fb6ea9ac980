import type { INode, INodeParameters } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { safetyKitBench } from '../../../harness/engine/safetyKit.cts';
import { nodeOf } from '../../../harness/engine/runNode.cts';
import { EVENT_TYPES, fieldsOf, TYPE_RULES } from '../../../nodes/SafetyKit/event/event.ts';
import { SafetyKit } from '../../../nodes/SafetyKit/SafetyKit.node.ts';

const safetyKit = safetyKitBench();
const { description } = new SafetyKit();

/** The fields that the editor shows for an event type. */
function shownFor(eventType: unknown) {
	const parameters = {
		resource: 'event',
		operation: 'send',
		inputMode: 'fields',
		eventType,
	} as INodeParameters;
	const node: INode = nodeOf('Node', 'type', parameters);
	return description.properties.filter((property) =>
		NodeHelpers.displayParameter(parameters, property, node, description),
	);
}

const FIELDS = {
	event_name: 'eventName',
	user_id: 'userId',
	source_id: 'sourceId',
	target_user_id: 'targetUserId',
	target_content_id: 'targetContentId',
	labels: 'labels',
	content: 'content',
	product: 'price',
};

it.each([...EVENT_TYPES, '={{ $json.type }}', undefined, 'User Report'])(
	'with the Event Type %p each field shows once',
	(eventType) => {
		const names = shownFor(eventType).map(({ name }) => name);

		expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
	},
);

describe.each(EVENT_TYPES)('%s', (type) => {
	const shown = new Map(shownFor(type).map((property) => [property.name, property]));

	it.each(Object.entries(FIELDS))('%s', (field, name) => {
		const known = fieldsOf(type).has(field);
		const required = field === 'event_name' || TYPE_RULES[type].required.includes(field);

		expect(shown.has(name)).toBe(known);
		expect(shown.get(name)?.required ?? false).toBe(required);
	});

	it('has an Event Name of its own as placeholder', () => {
		expect(shown.get('eventName')?.placeholder).toMatch(/^e\.g\. [a-z_]+$/);
	});
});

it('an expression as Event Type requires no field: the check knows the type of each item', async () => {
	expect(shownFor('={{ $json.type }}').filter(({ required }) => required === true)).toEqual([]);
	const { error, json } = await safetyKit.run(
		'event.send',
		{
			inputMode: 'fields',
			eventType: '={{ $json.type }}',
			eventName: 'signed_up',
			userId: 'user_1',
		},
		{
			input: [[{ type: 'create_account' }, { type: 'user_contact' }]],
			onError: 'continueRegularOutput',
		},
	);

	expect(error).toBeUndefined();
	expect(json).toMatchObject([
		{ type: 'create_account' },
		{ error: 'Target User ID is empty [item 1]' },
	]);
});
