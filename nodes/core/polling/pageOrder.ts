/** A page of a feed, as far as its order goes. */
interface Dated {
	readonly records: ReadonlyArray<{ readonly time: number }>;
}

/** Whether the oldest record of a page stands first, against what is assumed; undefined where the page does not tell. */
export function ascends({ records }: Dated): boolean | undefined {
	const [first, last] = [records[0]?.time, records.at(-1)?.time];
	return first === undefined || last === undefined || first === last ? undefined : first < last;
}

/** Whether the page lies below the boundary although newer ones may follow. */
export function isOldestFirst(page: Dated, boundary: number): boolean {
	const last = page.records.at(-1);
	return last !== undefined && last.time < boundary && ascends(page) === true;
}
