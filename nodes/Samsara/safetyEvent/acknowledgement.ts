import { z } from 'zod';

import { ApiFailure } from '../../core/failures/failures';
import { isBeforeAnyChange } from '../refusals';
import type { EventChange } from './change';
import { changesLabels } from './change';

/** The answer to an accepted batch update. Samsara carries the change out later. */
export interface Acknowledgement {
	/** For Samsara's logs only. */
	requestId: string | undefined;
	/** By ID: why the node does not count the event as accepted although Samsara accepted the call. */
	notAccepted: ReadonlyMap<string, ApiFailure>;
}

const accepted = z.object({
	requestId: z.string().optional().catch(undefined),
	responses: z.array(z.unknown()).catch([]),
});

/** The entry for one ID. Only 202 is documented as status; the field suggests that others could come. */
const entry = z.object({
	data: z.object({ safetyEventId: z.string() }),
	status: z.number().or(
		z
			.string()
			.regex(/^\d{3}$/)
			.transform(Number),
	),
});

/**
 * Reads the answer to an accepted call. One entry for each ID is documented, so an ID without one was not acknowledged,
 * as when a proxy answers in Samsara's place. Undefined for anything else than such an answer.
 *
 * @param ids in lower case
 */
export function acknowledgementOf(
	ids: readonly string[],
	body: unknown,
): Acknowledgement | undefined {
	const read = accepted.safeParse(body);
	if (!read.success) return undefined;
	const { requestId, responses } = read.data;
	const statuses = new Map<string, number>();
	for (const response of responses) {
		const { data: one } = entry.safeParse(response);
		if (one === undefined) continue;
		const id = one.data.safetyEventId.toLowerCase();
		// Of two entries for one event the worse counts.
		const before = statuses.get(id);
		if (before === undefined || isSuccess(before)) statuses.set(id, one.status);
	}
	const notAccepted = new Map<string, ApiFailure>();
	for (const id of ids) {
		const status = statuses.get(id);
		if (status === undefined) notAccepted.set(id, notAcknowledged(id));
		else if (!isSuccess(status)) notAccepted.set(id, answered(status, id));
	}
	return { requestId, notAccepted };
}

const isSuccess = (status: number) => status >= 200 && status <= 299;

function notAcknowledged(id: string): ApiFailure {
	return new ApiFailure(
		'Samsara accepted the call, but did not acknowledge this safety event',
		`It is not known whether the event will change. Read ${id} with Safety Event → Get and compare it with your change. Sending the same update again is safe. If Samsara acknowledges no event, check Base URL of the credential: another server may have answered.`,
		{ attempts: 1, certainlyWithoutEffect: false },
	);
}

function answered(status: number, id: string): ApiFailure {
	return new ApiFailure(
		`Samsara accepted the call, but answered ${status} for this safety event`,
		`This answer is not documented. Read ${id} with Safety Event → Get and compare it with your change.`,
		{ status, attempts: 1, certainlyWithoutEffect: false },
	);
}

/**
 * Documented: Samsara writes the state first and the labels second, without a transaction, so a refused label leaves the new
 * state in place. A refusal of the whole input looks the same from here.
 */
export function withNonAtomicWarning(failure: ApiFailure, change: EventChange): ApiFailure {
	const { details, message } = failure;
	const { eventState, dismissalReason } = change;
	if (eventState === undefined || !changesLabels(change)) return failure;
	if (details.status === undefined && details.certainlyWithoutEffect) return failure;
	if (isBeforeAnyChange(failure)) return failure;
	const input = details.status === 400 || details.status === 422;
	return new ApiFailure(
		input ? message.replace('refused the input of', 'did not complete') : message,
		`Samsara changes the state first and the labels second, and keeps the new state when it refuses the labels. So Event State may already be "${eventState}"${dismissalReason === undefined ? '' : ` (${dismissalReason.code})`} without the label changes. Read the events with Safety Event → Get, compare Event State and labels, correct Label Changes and run again: repeating the state is safe.`,
		{ ...details, certainlyWithoutEffect: false },
	);
}
