import { unusableRecords } from '../../../nodes/core/polling/unusableRecords.ts';

const NEEDED = ['an ID', 'a readable time'];

/** A scan that found these, and what it says in the log and as a failure. */
function scanOf(
	records: Array<[record: object, id?: string]>,
	{ usable = 0, isFirstScan = false, isFirst = true } = {},
) {
	const found = unusableRecords('incidents', NEEDED);
	for (const [record, id] of records) found.add(record as Record<string, string>, id);
	for (let n = 0; n < usable; n++) found.addUsable();
	const warnings: string[] = [];
	const asked: string[] = [];
	const context = {
		warn: (text: string) => void warnings.push(text),
		isFirst(what: string) {
			asked.push(what);
			return isFirst;
		},
	};
	return { failure: found.failure(context, { isFirstScan }), warnings, asked };
}

const odd: [object, string?] = [{ title: 'Ada', status: 'new' }, 'inc_1'];

it('says nothing when every record can be followed', () => {
	expect(scanOf([], { usable: 3 })).toEqual({ failure: undefined, warnings: [], asked: [] });
});

it.each<[string, Array<[object, string?]>, string]>([
	[
		'one with an ID',
		[odd],
		'1 incidents cannot be followed without an ID and a readable time, such as inc_1, with the fields title, status',
	],
	[
		'two, of which the first is named',
		[[{ title: 'Ada' }], odd],
		'2 incidents cannot be followed without an ID and a readable time, such as one without an ID, with the fields title',
	],
	[
		'one without a field',
		[[{}]],
		'1 incidents cannot be followed without an ID and a readable time, such as one without an ID, with the fields none',
	],
])('names the fields of %s, and never what they say', (_name, records, text) => {
	const { failure, warnings } = scanOf(records);

	expect(warnings).toEqual([text]);
	expect(failure).toMatchObject({
		message: text,
		details: { attempts: 1, certainlyWithoutEffect: true },
	});
});

it.each<[string, Parameters<typeof scanOf>[1], RegExp | undefined]>([
	['none is usable', {}, /this trigger would stay silent/],
	['none is usable, again', { isFirst: false }, /this trigger would stay silent/],
	['none is usable in the first scan', { isFirstScan: true }, /this trigger would stay silent/],
	['others are usable', { usable: 1 }, /The others are emitted.*only the log/],
	['others are usable, again', { usable: 1, isFirst: false }, undefined],
	['others are usable in the first scan', { usable: 1, isFirstScan: true }, undefined],
])('fails, or is silent, where %s', (_name, found, howToGoOn) => {
	const { failure, warnings } = scanOf([odd], found);

	expect(warnings).toHaveLength(1);
	if (howToGoOn === undefined) expect(failure).toBeUndefined();
	else expect(failure?.howToGoOn).toMatch(howToGoOn);
});

it('asks once whether these are the first of their kind, and not in the first scan', () => {
	expect(scanOf([odd], { usable: 1 }).asked).toEqual(['unfollowed incidents']);
	expect(scanOf([odd], { usable: 1, isFirstScan: true }).asked).toEqual([]);
});
