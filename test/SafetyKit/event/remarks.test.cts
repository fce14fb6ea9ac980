import { contact, safetyKitBench } from '../../../harness/engine/safetyKit.cts';
import { filled } from './events.cts';

const safetyKit = safetyKitBench();

describe('hints', () => {
	it.each(['event.send', 'event.sendBatch'])(
		'%s: one of each kind for all items',
		async (operation) => {
			const items = Array.from({ length: 20 }, (_none, n) =>
				contact(n, {
					event_name: `Sent ${n}`,
					[`column${n}`]: 1,
					metadata: { [`note${n}`]: 'ada@example.com' },
				}),
			);
			const { hints } = await safetyKit.run(
				operation,
				{ inputMode: 'mapFromItem' },
				{ input: [items] },
			);

			expect(hints.map(({ message }) => message)).toEqual([
				expect.stringMatching(/^Not sent, .*: column0, .* and 15 more\.$/),
				expect.stringMatching(
					/snake_case.*: Sent 0, Sent 1, Sent 2, Sent 3, Sent 4 and 15 more\.$/,
				),
				expect.stringMatching(/personal data: note0 \(an e-mail address\), .* and 15 more\.$/),
			]);
		},
	);

	it('names fields of the item that are not sent, and fields of written JSON that are', async () => {
		const item = contact(1, { labels: ['x'], rowId: 7 });
		const mapped = await safetyKit.sendBatch([item]);
		const written = await safetyKit.run('event.send', {
			inputMode: 'json',
			eventJson: JSON.stringify(item),
		});

		expect(mapped.hints[0]?.message).toContain(
			'Not sent, because the event type has no such fields',
		);
		expect(mapped.hints[0]?.message).toContain('labels, rowId');
		expect(written.hints[0]?.message).toContain('Sent, although');
	});
});

describe('personal data in metadata', () => {
	it('is hinted at', async () => {
		const item = contact(1, {
			metadata: { note: 'ada@example.com', other: ['a', '+12069406843'] },
		});
		const { error, hints } = await safetyKit.sendBatch([item]);

		expect(error).toBeUndefined();
		expect(hints[0]?.message).toContain('note (an e-mail address), other (a phone number).');
	});

	it.each([
		['mapFromItem', 'Column "metadata" → note looks like an e-mail address'],
		['json', 'Event (JSON) → metadata → note looks like an e-mail address'],
		['fields', 'Metadata → note looks like an e-mail address'],
	])('is refused on demand (%s)', async (inputMode, message) => {
		const item = contact(1, { metadata: { note: 'ada@example.com' } });
		const result = await safetyKit.run(
			'event.send',
			{
				inputMode,
				...(inputMode === 'json' ? { eventJson: JSON.stringify(item) } : {}),
				...(inputMode === 'fields'
					? { ...filled, metadata: { entries: [{ name: 'note', value: 'ada@example.com' }] } }
					: {}),
				options: { personalDataInMetadata: 'block' },
			},
			{ input: [[item]] },
		);

		expect(result.error?.message).toContain(message);
		expect(result.error?.description).toMatch(/or set Personal Data in Metadata to Warn or Ignore/);
		expect(await safetyKit.sandbox.control.received()).toEqual([]);
	});

	it('is not looked for on demand', async () => {
		const item = contact(1, { metadata: { note: 'ada@example.com' } });
		const result = await safetyKit.sendBatch([item], { personalDataInMetadata: 'ignore' });

		expect(result.hints).toEqual([]);
	});
});
