import { saysNo } from '../../../nodes/core/http/saysNo.ts';

const no: unknown[] = [
	{ error: 'quota' },
	{ error: { code: 'quota' } },
	{ error: true },
	{ error: 'quota', id: '1' },
	{ success: false },
	{ success: 'false', id: '1' },
	{ succeeded: false },
	{ data: { success: false } },
	{ data: { error: 'quota' } },
];
const yes: unknown[] = [
	{},
	[],
	{ success: true },
	{ error: null, success: true },
	{ error: '' },
	{ error: {} },
	{ error: [] },
	{ error: false },
	{ errors: [] },
	{ error_summary: 'two of ten' },
	{ data: [{ success: false }] },
	[{ error: 'of a record' }],
	{ success: {} },
];

it.each(no)('%j is no success, for reads and writes', (body) => {
	expect([saysNo(body, 'read'), saysNo(body, 'safeWrite'), saysNo(body, 'unsafeWrite')]).toEqual([
		true,
		true,
		true,
	]);
});

it.each(yes)('%j does not deny its status', (body) => {
	expect([saysNo(body, 'read'), saysNo(body, 'unsafeWrite')]).toEqual([false, false]);
});

it('"ok" is the outcome of a write, but what a read is about', () => {
	expect([saysNo({ ok: false }, 'read'), saysNo({ ok: false }, 'safeWrite')]).toEqual([
		false,
		true,
	]);
});
