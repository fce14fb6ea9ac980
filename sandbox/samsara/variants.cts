import { z } from 'zod';
import type { Answer } from '../service.cts';
import type { Settings } from './world.cts';

const page = z.object({
	data: z.array(z.record(z.unknown())),
	pagination: z.object({ endCursor: z.string(), hasNextPage: z.boolean() }),
});
const withDriver = z.object({ driver: z.object({ id: z.string() }) });

/** A page in a form that the contract does not have, but that the service might; other answers stay as they are. */
export function inVariant(
	answer: Answer,
	{ driverless, missingEndCursor }: Pick<Settings, 'driverless' | 'missingEndCursor'>,
): Answer {
	const read = page.safeParse(answer.body);
	if (!read.success) return answer;
	const { endCursor, hasNextPage } = read.data.pagination;
	const isMissing = missingEndCursor === 'always' || (missingEndCursor === 'atEnd' && !hasNextPage);
	return {
		...answer,
		body: {
			data: read.data.data.map((record) => withoutDriver(record, driverless)),
			pagination: isMissing ? { hasNextPage } : { endCursor, hasNextPage },
		},
	};
}

function withoutDriver(record: Record<string, unknown>, form: Settings['driverless']): object {
	const read = withDriver.safeParse(record);
	if (form === 'emptyId' || !read.success || read.data.driver.id !== '') return record;
	if (form === 'null') return { ...record, driver: null };
	return Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'driver'));
}
