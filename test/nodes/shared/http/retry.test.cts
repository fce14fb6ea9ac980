import type { Effect, Outcome } from '../../../../nodes/shared/http/request.ts';
import { mayRetry } from '../../../../nodes/shared/http/retry.ts';

const answer = (status: number): Outcome => ({ kind: 'answer', status, headers: {}, body: '' });

const rows: Array<[Outcome, read: boolean, safeWrite: boolean, unsafeWrite: boolean]> = [
	[{ kind: 'neverLeft', code: 'ECONNREFUSED' }, true, true, true],
	[answer(429), true, true, true],
	...[408, 500, 502, 503, 504].map((status): (typeof rows)[number] => [
		answer(status),
		true,
		true,
		false,
	]),
	[{ kind: 'interrupted', code: 'ECONNRESET' }, true, true, false],
	...[200, 301, 400, 401, 402, 403, 404, 405, 409, 413, 422, 501, 524].map(
		(status): (typeof rows)[number] => [answer(status), false, false, false],
	),
	[{ kind: 'blocked', reason: 'certificate' }, false, false, false],
	[{ kind: 'pausedTooLong', waitMs: 1 }, false, false, false],
];

it.each(rows)('%j: read %s, safe write %s, unsafe write %s', (outcome, ...expected) => {
	const effects: Effect[] = ['read', 'safeWrite', 'unsafeWrite'];

	expect(effects.map((effect) => mayRetry(effect, outcome))).toEqual(expected);
});
