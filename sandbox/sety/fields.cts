import { z } from 'zod';

const DAY_MS = 86_400_000;

/** Fields that several operations read. The contract has checked the values before. */
export const pageFields = { page: z.number().default(1), limit: z.number().default(20) };

/** Bounds in milliseconds, both inclusive. */
export const periodFields = {
	from_date: z.string().transform(Date.parse).optional(),
	to_date: z.string().transform(endOf).optional(),
};

/** A bare date includes its whole day (UTC). */
function endOf(bound: string): number {
	const moment = Date.parse(bound);
	return bound.length === 'YYYY-MM-DD'.length ? moment + DAY_MS - 1 : moment;
}
