import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeProperties, INodePropertyOptions, INodePropertyCollection } from 'n8n-workflow';

import { SafetyKit } from '../../nodes/SafetyKit/SafetyKit.node.ts';
import { SafetyKitTrigger } from '../../nodes/SafetyKit/SafetyKitTrigger.node.ts';
import { SafetyReport } from '../../nodes/SafetyReport/SafetyReport.node.ts';
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
	SafetyReport,
];

it.each(NODES)('%# has a name of its own, an icon for each theme and no empty text', (Node) => {
	const { name, displayName, defaults, icon, ...others } = new Node().description;
	const words = displayName.replaceAll(' ', '');

	expect(displayName).toMatch(/^[A-Z]\w+( [A-Z]\w+)*$/);
	expect(name).toBe(words.charAt(0).toLowerCase() + words.slice(1));
	expect(defaults).toEqual({ name: displayName });
	expect(icon).toEqual({
		light: expect.stringMatching(/^file:.*\/[a-z]+\.svg$/),
		dark: expect.stringMatching(/^file:.*\/[a-z]+\.dark\.svg$/),
	});
	for (const file of Object.values(icon as object) as string[]) {
		const path = join(__dirname, '../../nodes/Service', file.replace('file:', ''));
		expect([file, existsSync(path)]).toEqual([file, true]);
	}
	const { subtitle, description, activationMessage = 'none', triggerPanel } = others;
	expect([subtitle, description, activationMessage]).not.toContain('');
	if (typeof triggerPanel !== 'object') return;
	const { header, executionsHelp, activationHint } = triggerPanel;
	expect(header).toMatch(/^Wait for \w+/);
	expect(executionsHelp).toEqual({
		inactive: expect.stringMatching(/<b>While building<\/b>.*<b>When the workflow is active<\/b>/),
		active: expect.stringMatching(/<b>While building<\/b>.*<b>The active workflow<\/b>/),
	});
	expect(activationHint).toMatch(/^Publish the workflow/);
});

it.each([SetyTrigger, SamsaraTrigger])('%p, which polls, does not say that it waits', (Trigger) => {
	expect(new Trigger().description.eventTriggerDescription).toBe('');
});

it.each(NODES)('%# has no notice with a tag that the editor leaves out', (Node) => {
	const notices = new Node().description.properties.filter(({ type }) => type === 'notice');
	// n8n 2.41.1 drops other tags: without its <br>, one step runs into the next.
	const others = /<(?!\/?(?:a|ul|li)\b)/;
	expect(notices.filter(({ displayName }) => others.test(displayName))).toEqual([]);
});

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
