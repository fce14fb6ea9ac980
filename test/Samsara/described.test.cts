import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import Ajv from 'ajv';
import type { INodeParameters } from 'n8n-workflow';
import { parse } from 'yaml';

import { SamsaraTrigger } from '../../nodes/Samsara/SamsaraTrigger.node.ts';
import { calls, operations } from '../../nodes/Samsara/operations.ts';
import {
	BEHAVIOR_LABELS,
	behaviorLabels,
	behaviorOptions,
	CONTEXT_LABELS,
	contextLabels,
	EVENT_STATES,
	NOT_IN_STREAM_FILTER,
} from '../../nodes/Samsara/safetyEvent/labels.ts';
import { outputSchemas } from '../../scripts/generated/outputSchemas.cts';
import { samsaraBench } from '../../harness/engine/samsara.cts';
import { TriggerHost } from '../../harness/engine/triggerHost.cts';

const samsara = samsaraBench();
const names = operations.map(({ resource, operation }) => `${resource}.${operation}`);

it('every operation has a call of its own name', () => {
	const lists = ['drivers', 'vehicles', 'tags', 'users'].map((list) => `directory.${list}`);
	expect(calls.map(({ key }) => key)).toEqual([...names, ...lists]);
});

it('offers the published lists: 7 states, 37 context labels, 61 behavior labels, 56 to filter by', () => {
	expect(EVENT_STATES).toHaveLength(7);
	expect(CONTEXT_LABELS).toHaveLength(37);
	expect(BEHAVIOR_LABELS).toHaveLength(61);
	expect(NOT_IN_STREAM_FILTER).toHaveLength(5);
	const published = publishedValues();
	expect(EVENT_STATES.map(({ value }) => value).sort()).toEqual(published('SafetyEventState'));
	expect([...CONTEXT_LABELS].sort()).toEqual(published('ContextLabel'));
	expect([...BEHAVIOR_LABELS].sort()).toEqual(published('BehaviorLabel'));
	expect(BEHAVIOR_LABELS.filter((label) => !NOT_IN_STREAM_FILTER.includes(label)).sort()).toEqual(
		published('StreamBehaviorLabelFilter'),
	);
});

/** The values of the vendor's own description, which the sandbox has. */
function publishedValues(): (schema: string) => string[] {
	const file = join(__dirname, '../../sandbox/openapi/samsara.yaml');
	const { components } = parse(readFileSync(file, 'utf8')) as {
		components: { schemas: Record<string, { enum?: string[] }> };
	};
	return (schema) => [...(components.schemas[schema]?.enum ?? [])].sort();
}

it('the labels of a state are its value in words', () => {
	expect(EVENT_STATES.map(({ name }) => name)).toEqual(
		EVENT_STATES.map(({ value }: { value: string }) =>
			value.replace(/[A-Z]/g, ' $&').replace(/^./, (first) => first.toUpperCase()),
		),
	);
});

it('the labels of behaviors are words, found as people search for them', () => {
	const names = behaviorOptions.map(({ name }) => name);
	expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
	expect(new Set(names).size).toBe(names.length);
	expect(names.filter((name) => /[a-z][A-Z]/.test(name))).toEqual([]);
	expect(behaviorOptions).toEqual(
		expect.arrayContaining([
			{ name: 'Harsh Braking', value: 'Braking' },
			{ name: 'Following Distance', value: 'FollowingDistance' },
			{ name: 'Near Collision', value: 'NearCollison' },
		]),
	);
});

it.each([
	['Braking', ['Braking']],
	['harsh braking, near collision', ['Braking', 'NearCollison']],
	[[' FOLLOWING DISTANCE ', 'followingdistance'], ['FollowingDistance']],
	['Brand New Label', ['Brand New Label']],
])('reads the behavior labels in %j', (written, values) => {
	expect(behaviorLabels.parse(written)).toEqual(values);
});

it('reads context labels in any case', () => {
	expect(contextLabels.parse('coupling/uncoupling, FOG, Sandstorm')).toEqual([
		'Coupling/Uncoupling',
		'Fog',
		'Sandstorm',
	]);
});

async function parametersOf(name: string): Promise<INodeParameters> {
	const ids = await samsara.sandbox.control.samsara.createEvents({ count: 2 });
	const now = Date.now();
	return {
		safetyEventIds: ids.join(),
		eventState: 'reviewed',
		timeSpan: 'custom',
		startTime: new Date(now - 7 * 86_400_000).toISOString(),
		endTime: new Date(now).toISOString(),
		options: name === 'safetyEvent.update' ? { confirm: true, confirmTimeout: 5 } : {},
	};
}

it.each(names)('the output of %s is what its schema promises', async (name) => {
	const file = `nodes/Samsara/__schema__/v1.0.0/${name.replace('.', '/')}.json`;
	const schema = JSON.parse(outputSchemas().get(file) ?? '') as { properties: object };
	const validate = new Ajv({ strict: false }).compile(schema);
	const result = await samsara.run(name, await parametersOf(name));

	expect(result.error).toBeUndefined();
	expect(result.json.length).toBeGreaterThan(0);
	for (const json of result.json) {
		validate(json);
		expect(validate.errors ?? []).toEqual([]);
		const known = Object.keys(schema.properties);
		expect(Object.keys(json).every((field) => known.includes(field))).toBe(true);
	}
});

it('what the trigger hands over is what its schema promises', async () => {
	const schema = outputSchemas().get('nodes/Samsara/__schema__/v1.0.0.json') ?? '';
	const validate = new Ajv({ strict: false }).compile(JSON.parse(schema) as object);
	const host = new TriggerHost(new SamsaraTrigger(), () => samsara.credential(), {
		authentication: 'accessToken',
		triggerOn: ['safetyEventCreated', 'safetyEventUpdated'],
	});
	const [items = []] = (await host.fetchTestEvent()) ?? [];

	expect(items).not.toEqual([]);
	for (const { json } of items) {
		validate(json);
		expect(validate.errors ?? []).toEqual([]);
	}
});
