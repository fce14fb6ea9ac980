import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { contact, safetyKitBench } from '../../../harness/engine/safetyKit.cts';
import { columnMeantFor } from '../../../nodes/SafetyKit/event/columns.ts';

const safetyKit = safetyKitBench();

/** What the node says about one event that it refuses. */
async function refusalOf(item: IDataObject, parameters: INodeParameters = {}) {
	const { json } = await safetyKit.run(
		'event.sendBatch',
		{ inputMode: 'mapFromItem', ...parameters },
		{ input: [[item]], onError: 'continueRegularOutput' },
	);
	const [{ error, details } = {}] = json;
	return { error, howToGoOn: (details as IDataObject).howToGoOn };
}

it('names the columns that it found, those that it ignores, and the one that may be meant', async () => {
	const item = { event_type: 'user_report', event_name: 'reported', reported_user_id: 'u' };

	expect(await refusalOf(item)).toEqual({
		error: 'Column "type" is missing [item 0]',
		howToGoOn:
			'Did you mean "event_type"? Rename it to "type". Use one of: Appeal (appeal), Content Uploaded (content_uploaded), Create Account (create_account), Moderation Decision (moderation_decision), Product Changed (product_changed), Update Account (update_account), User Contact (user_contact), User Report (user_report). Columns found: "event_type", "event_name", "reported_user_id". Ignored: "event_type", "reported_user_id".',
	});
});

it('proposes a column for a target, and names both targets', async () => {
	const { target_user_id: reported_user_id, ...others } = contact(1);
	const item = { ...others, type: 'user_report', labels: 'spam', reported_user_id };

	expect(await refusalOf(item)).toEqual({
		error: 'Column "target_user_id" is missing, and so is "target_content_id" [item 0]',
		howToGoOn:
			'Did you mean "reported_user_id"? Rename it to "target_user_id". An event of the type user_report needs the user or the content that it is about, or both. Columns found: "type", "event_name", "user_id", "timestamp", "labels", "reported_user_id". Ignored: "reported_user_id".',
	});
});

it("names the user's own column", async () => {
	const others = Object.entries(contact(1)).filter(([column]) => column !== 'user_id');
	const item = { ...Object.fromEntries(others), 'User ID': ' ' };

	expect((await refusalOf(item)).error).toBe('Column "User ID" is empty [item 0]');
});

it('lists twenty columns of a wide table', async () => {
	const wide = Object.fromEntries(Array.from({ length: 40 }, (_none, index) => [`c${index}`, 1]));

	expect((await refusalOf(wide)).howToGoOn).toMatch(/Columns found: "c0", .*, "c19" and 20 more\./);
});

it('quotes the names, and of a long one its beginning', async () => {
	const { howToGoOn } = await refusalOf({ 'a, b': 1, ['x'.repeat(5_000)]: 1 });

	expect(howToGoOn).toContain(`Columns found: "a, b", "${'x'.repeat(60)}…".`);
});

it('says so for JSON in its own words', async () => {
	const parameters = { inputMode: 'json', eventJson: '{"typ": "user_contact"}' };

	expect(await refusalOf({}, parameters)).toMatchObject({
		error: expect.stringContaining('Event (JSON) → type is missing') as string,
		howToGoOn: expect.stringMatching(/^Did you mean "typ"\?.* Fields found: "typ"\.$/) as string,
	});
});

it('says that an item has no columns', async () => {
	expect((await refusalOf({})).howToGoOn).toMatch(/\)\. Columns found: none\.$/);
});

it('says that no column is ignored by naming none', async () => {
	const item = contact(1);
	delete item.user_id;

	expect((await refusalOf(item)).howToGoOn).toBe(
		'Every event of the type user_contact needs it. Columns found: "type", "event_name", "target_user_id", "timestamp".',
	);
});

it('does not propose a column without a value', async () => {
	const item = contact(1, { usr_id: ' ' });
	delete item.user_id;

	expect((await refusalOf(item)).howToGoOn).toMatch(
		/^[^?]* Columns found: .* Ignored: "usr_id"\.$/,
	);
});

it.each([
	['user_contct', 'user_contact'],
	['report', 'user_report'],
])('proposes a type for %s', async (type, meant) => {
	expect((await refusalOf(contact(1, { type }))).howToGoOn).toMatch(`Did you mean "${meant}"?`);
});

it.each([
	['type', ['Event Type'], 'Event Type'],
	['user_id', ['usr_id'], 'usr_id'],
	['user_id', ['id', 'user'], undefined],
	['user_id', ['reported_user_id'], undefined],
	['timestamp', ['type', 'Created At'], 'Created At'],
	['labels', ['user_labels'], 'user_labels'],
	['content', ['content_id'], undefined],
])('for a missing %s and the columns %j it proposes %p', (field, columns, meant) => {
	expect(columnMeantFor(field, columns)).toBe(meant);
});
