import { z } from 'zod';

import { ApiFailure } from '../../core/failures/failures';

/** What an accepted batch update says. Accepted is not done: nothing is known of the change but that it was taken in. */
export interface Acknowledgement {
	/** For Samsara's logs only. */
	requestId: string | undefined;
	/** By id: why it does not count as taken in although the call was accepted. */
	notTaken: ReadonlyMap<string, ApiFailure>;
}

const accepted = z.object({
	requestId: z.string().optional().catch(undefined),
	responses: z.array(z.unknown()).catch([]),
});

/** What is said about one id. Only 202 is documented as status; the field suggests that others could come. */
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
 * Reads the answer to an accepted call. One entry for each id is documented, so an id without one was not acknowledged,
 * as when a proxy answers in Samsara's place. Undefined for what is no such answer at all.
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
		const { data: said } = entry.safeParse(response);
		if (said === undefined) continue;
		const id = said.data.safetyEventId.toLowerCase();
		// Of two entries about one event the worse counts: what was refused once is not known to be taken.
		const before = statuses.get(id);
		if (before === undefined || isSuccess(before)) statuses.set(id, said.status);
	}
	const notTaken = new Map<string, ApiFailure>();
	for (const id of ids) {
		const status = statuses.get(id);
		if (status === undefined) notTaken.set(id, notAcknowledged(id));
		else if (!isSuccess(status)) notTaken.set(id, answered(status, id));
	}
	return { requestId, notTaken };
}

const isSuccess = (status: number) => status >= 200 && status <= 299;

function notAcknowledged(id: string): ApiFailure {
	return new ApiFailure(
		'Samsara accepted the call, but did not acknowledge this safety event',
		`Whether it will be changed is not known: read ${id} with Safety Event → Get and compare it with what you asked for. Sending the same again does no harm. If no event is acknowledged, check Base URL of the credential: something else may have answered.`,
		{ attempts: 1, certainlyWithoutEffect: false },
	);
}

function answered(status: number, id: string): ApiFailure {
	return new ApiFailure(
		`Samsara accepted the call, but answered ${status} for this safety event`,
		`Read ${id} with Safety Event → Get and compare it with what you asked for: such answers are not documented.`,
		{ status, attempts: 1, certainlyWithoutEffect: false },
	);
}
