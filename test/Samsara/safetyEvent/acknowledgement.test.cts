import {
	acknowledgementOf,
	withNonAtomicWarning,
} from '../../../nodes/Samsara/safetyEvent/acknowledgement.ts';
import type { FailureDetails } from '../../../nodes/core/failures/failures.ts';
import { ApiFailure } from '../../../nodes/core/failures/failures.ts';

const both = {
	eventState: 'dismissed',
	dismissalReason: { code: 'other' },
	contextLabelsToAdd: ['Fog'],
};
const failureWith = (details: Partial<FailureDetails>) =>
	new ApiFailure('Samsara refused the input of "Update safety events"', 'Correct it.', {
		...{ attempts: 1, certainlyWithoutEffect: true },
		...details,
	});

it.each<[string, Partial<FailureDetails>]>([
	['400', { status: 400 }],
	['409', { status: 409 }],
	['422', { status: 422 }],
	['500', { status: 500, certainlyWithoutEffect: false }],
	['a broken connection', { code: 'ECONNRESET', certainlyWithoutEffect: false }],
])('after %s the state may be there although the labels are not', (_what, details) => {
	const { howToGoOn, details: told } = withNonAtomicWarning(failureWith(details), both);

	expect(howToGoOn).toContain(
		'Event State may already be "dismissed" (other) without the label changes',
	);
	expect(told).toMatchObject({ ...details, certainlyWithoutEffect: false });
});

it.each([
	[400, 'Samsara did not complete "Update safety events"'],
	[422, 'Samsara did not complete "Update safety events"'],
	[409, 'Samsara refused the input of "Update safety events"'],
])('%i is told as "%s"', (status, message) => {
	expect(withNonAtomicWarning(failureWith({ status }), both).message).toBe(message);
});

it.each<[string, Partial<FailureDetails>]>([
	['401', { status: 401 }],
	['403', { status: 403 }],
	['404', { status: 404 }],
	['413', { status: 413 }],
	['414', { status: 414 }],
	['429', { status: 429 }],
	['431', { status: 431 }],
	['a request that never left', { code: 'ECONNREFUSED' }],
	['a pause that was too long', { retryAfterMs: 90_000 }],
])('after %s nothing was changed, and nothing else is said', (_what, details) => {
	const failure = failureWith(details);

	expect(withNonAtomicWarning(failure, both)).toBe(failure);
});

it.each([
	['a state alone', { eventState: 'reviewed' }],
	['labels alone', { contextLabelsToAdd: ['Fog'] }],
])('%s cannot be carried out in part', (_what, change) => {
	const failure = failureWith({ status: 400 });

	expect(withNonAtomicWarning(failure, change)).toBe(failure);
});

it.each([200, 202, 299])('an event that an accepted call answers with %i is accepted', (status) => {
	const responses = [{ data: { safetyEventId: 'E1' }, status }];
	expect(acknowledgementOf(['e1'], { responses })?.notAccepted).toEqual(new Map());
});

it.each([199, 300, 302, 409, 500])(
	'an event that an accepted call answers with %i may change all the same',
	(status) => {
		const responses = [{ data: { safetyEventId: 'E1' }, status }];
		const { notAccepted } = acknowledgementOf(['e1'], { responses }) ?? {};

		expect(notAccepted?.get('e1')?.details).toEqual({
			status,
			attempts: 1,
			certainlyWithoutEffect: false,
		});
	},
);
