import { z } from 'zod';
import type { Answer } from '../service.cts';

/**
 * What a list comes in. `results` is what the vendor's own console reads from other lists of the same host, so it is what the
 * contract says; which one the lists of this API have is not documented.
 */
export const LIST_ENVELOPES = ['results', 'dataAndPagination', 'plural', 'array'] as const;
export type ListEnvelope = (typeof LIST_ENVELOPES)[number];

export const observedList = z.object({
	results: z.array(z.unknown()),
	page: z.number().optional(),
	limit: z.number().optional(),
	totalPages: z.number().optional(),
	totalResults: z.number().optional(),
	hasNextPage: z.boolean().optional(),
});

/** The answer with its list in another envelope; an answer that is no list stays as it is. */
export function inListEnvelope(
	answer: Answer,
	envelope: ListEnvelope,
	plural: string | undefined,
): Answer {
	if (envelope === 'results' || plural === undefined || answer.status >= 400) return answer;
	return { ...answer, body: rewrapped(observedList.parse(answer.body), envelope, plural) };
}

function rewrapped(
	{ results, ...totals }: z.output<typeof observedList>,
	envelope: Exclude<ListEnvelope, 'results'>,
	plural: string,
): unknown {
	switch (envelope) {
		case 'array':
			return results;
		case 'plural': {
			// Some lists of the same host say `total` in place of `totalResults`.
			const { totalResults, ...others } = totals;
			return {
				[plural]: results,
				...others,
				...(totalResults === undefined ? {} : { total: totalResults }),
			};
		}
		case 'dataAndPagination': {
			const { page, limit, totalPages: total_pages, totalResults: total, hasNextPage } = totals;
			if (page === undefined) return { data: results };
			return {
				data: results,
				pagination: { page, limit, total, total_pages, has_more: hasNextPage },
			};
		}
	}
}
