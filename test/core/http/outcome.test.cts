import { deniesSuccess, isAmbiguous } from '../../../nodes/core/http/outcome.ts';
import type { Effect, Outcome } from '../../../nodes/core/http/request.ts';

const EFFECTS: readonly Effect[] = ['read', 'safeWrite', 'unsafeWrite'];

const answer = (status: number, body: unknown = {}): Outcome => ({
	kind: 'answer',
	status,
	headers: {},
	body,
});

describe('is the outcome ambiguous', () => {
	type Row = [Outcome, read: boolean, safeWrite: boolean, unsafeWrite: boolean];
	const TRANSIENT = [
		...[408, 425, 500, 502, 503, 504],
		...[520, 521, 522, 523, 524, 525, 526, 527, 529, 530],
	];
	const rows: Row[] = [
		...[...TRANSIENT, 460, 499, 501, 505, 528, 599].map(
			(status): Row => [answer(status), true, true, true],
		),
		[answer(303), false, true, true],
		[{ kind: 'interrupted', code: 'ECONNRESET' }, true, true, true],
		[answer(200, '<!DOCTYPE html>'), true, true, true],
		[answer(200, ''), true, true, false],
		[answer(204, ''), false, true, false],
		...[200, 301, 302, 307, 308, 400, 404, 409, 421, 422, 423, 424, 429].map(
			(status): Row => [answer(status), false, false, false],
		),
		[{ kind: 'neverLeft', code: 'ENOTFOUND' }, false, false, false],
		[{ kind: 'blocked', reason: 'certificate' }, false, false, false],
		[{ kind: 'notMade', reason: 'no isolate' }, false, false, false],
	];

	it.each(rows)('%j: read %s, safe write %s, unsafe write %s', (outcome, ...expected) => {
		expect(EFFECTS.map((effect) => isAmbiguous(effect, outcome))).toEqual(expected);
	});
});

const denials: unknown[] = [
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
const others: unknown[] = [
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

it.each(denials)('%j denies success, for reads and writes', (body) => {
	expect([
		deniesSuccess(body, 'read'),
		deniesSuccess(body, 'safeWrite'),
		deniesSuccess(body, 'unsafeWrite'),
	]).toEqual([true, true, true]);
});

it.each(others)('%j does not deny success', (body) => {
	expect([deniesSuccess(body, 'read'), deniesSuccess(body, 'unsafeWrite')]).toEqual([false, false]);
});

it('"ok" is the result of a write, but part of the record in a read', () => {
	expect([deniesSuccess({ ok: false }, 'read'), deniesSuccess({ ok: false }, 'safeWrite')]).toEqual(
		[false, true],
	);
});
