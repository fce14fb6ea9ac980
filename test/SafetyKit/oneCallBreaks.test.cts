import type { IDataObject } from 'n8n-workflow';

import { SafetyKit } from '../../nodes/SafetyKit/SafetyKit.node.ts';
import { contact, safetyKitBench } from '../../harness/engine/safetyKit.cts';
import type { Tampering } from '../cases/tampered.cts';
import { surprises, tampered, unreadable } from '../cases/tampered.cts';
import { virtualTime } from '../../harness/engine/virtualTime.cts';

const safetyKit = safetyKitBench();

/** Texts of the JavaScript engine, which say nothing to a user. */
const RAW = /is not a function|Cannot convert|Invalid array length|revoked|\[object|undefined|NaN/;

const usersIn = ({ request: { body } }: Tampering): unknown[] =>
	[body].flat().map((event) => (event as IDataObject | undefined)?.user_id);

/** A SafetyKit node in which every call with an event of this user goes another way. */
const nodeThatBreaksAt = (user: string, surprise: (tampering: Tampering) => unknown) =>
	tampered(new SafetyKit(), (tampering) =>
		usersIn(tampering).includes(user) ? surprise(tampering) : tampering.send(),
	);

const events = (count: number) => Array.from({ length: count }, (_none, n) => contact(n));
const places = (from: number, to: number) =>
	Array.from({ length: to - from }, (_none, n) => from + n);
const itemsOf = (items: Array<{ pairedItem?: unknown }> = []) =>
	items.map(({ pairedItem }) => (pairedItem as { item: number }).item);

describe.each(surprises)('%s in one of several calls', (_what, surprise) => {
	it.each([1, 3])(
		'of a batch run: the events of the others are stored, and so told (%d at once)',
		async (parallelBatches) => {
			virtualTime();
			const { outputs, status } = await safetyKit.sendBatch(
				events(60),
				{ maxBatchSize: 10, parallelBatches },
				{ node: nodeThatBreaksAt('user_15', surprise), onError: 'continueErrorOutput' },
			);

			expect(status).toBe('success');
			expect(itemsOf(outputs[0])).toEqual([...places(0, 10), ...places(20, 60)]);
			expect(outputs[0]?.every(({ json }) => typeof json.event_id === 'string')).toBe(true);
			expect(itemsOf(outputs[1])).toEqual(places(10, 20));
			expect(JSON.stringify(outputs[1])).not.toMatch(RAW);
		},
	);

	it('of events sent one by one: the others are stored, and so told', async () => {
		virtualTime();
		const { outputs } = await safetyKit.run(
			'event.send',
			{ inputMode: 'mapFromItem' },
			{
				input: [events(8)],
				node: nodeThatBreaksAt('user_3', surprise),
				onError: 'continueErrorOutput',
			},
		);

		expect(itemsOf(outputs[0])).toEqual([0, 1, 2, 4, 5, 6, 7]);
		expect(itemsOf(outputs[1])).toEqual([3]);
	});
});

it('what was stored before one part of a searched batch breaks is told as stored', async () => {
	const bad = contact(30, { type: 'user_contact', user_id: 'refuse me' });
	await safetyKit.sandbox.control.addFaults({ kind: 'status', status: 400, body: 'Unclear' });
	let calls = 0;
	const node = tampered(new SafetyKit(), (tampering) =>
		++calls === 3 ? unreadable(tampering) : tampering.send(),
	);
	const { outputs } = await safetyKit.sendBatch(
		[...events(30), bad],
		{},
		{ node, onError: 'continueErrorOutput' },
	);

	// The whole is refused, the first half stored; the second half breaks.
	expect(itemsOf(outputs[0])).toEqual(places(0, 16));
	expect(itemsOf(outputs[1])).toEqual(places(16, 31));
});

it('with On Error = Stop it ends the run, which says how many were stored', async () => {
	const { error } = await safetyKit.sendBatch(
		events(60),
		{ maxBatchSize: 10 },
		{
			node: nodeThatBreaksAt('user_25', unreadable),
		},
	);

	expect(error?.message).toContain('"Create events"');
	expect(error?.message).not.toMatch(RAW);
	expect(error?.description).toContain('Other items carried out in this run: 20.');
	expect(error?.description).toContain('30 items of this run were not started');
});

it.each([400, 422])(
	'a batch that is answered %i is searched for the event at fault',
	async (status) => {
		await safetyKit.sandbox.control.addFaults({ kind: 'status', status, body: 'Unclear' });
		const { json, error } = await safetyKit.sendBatch(events(4));

		expect(error).toBeUndefined();
		expect(json).toHaveLength(4);
		expect((await safetyKit.eventBodies()).map((body) => [body].flat().length)).toEqual([4, 2, 2]);
	},
);
