import type { Page } from './pages';

/** Requests for pages of one list that are under way at once. */
export const MAX_PAGES_AT_ONCE = 4;

export interface ReadAheadLimits<P> {
	/** Pages that can be needed from the first one on, where each has `size` records. */
	pages(size: number): number;
	/** Whether to read on behind a page; without it, behind every page. */
	isWorthIt?(page: P, pagesRead: number): boolean;
}

/** Reads numbered pages, and some of them before they are asked for. */
export interface PageReader<P> {
	read(number: number): Promise<P>;
	/** Begins to read the pages behind this one, the last one that `read` gave. */
	readOn(number: number, page: P): void;
	/** Throws away what was read ahead: the list has moved, so a page may have been made before an earlier one. */
	forget(): void;
}

/**
 * Reads up to four pages at once, where the list states how many records it has.
 *
 * A service may answer a later page first. A record that arrives between the two moves others from the one, which is not
 * made yet, to the other, which is made already: they would be lost. Both stated totals show it, as that of the later page
 * is the smaller one; then the page is read again and so are those behind it. Where records are deleted, too, totals can
 * hide it. But then a page before has a record twice, and the caller forgets what was read ahead.
 */
export function readAhead<P extends Page<unknown>>(
	readPage: (number: number) => Promise<P>,
	{ pages, isWorthIt = () => true }: ReadAheadLimits<P>,
): PageReader<P> {
	const underWay = new Map<number, Promise<P>>();
	let totalBefore = 0;
	let fullSize = 0;
	let pagesRead = 0;
	const forget = () => underWay.clear();
	return {
		forget,
		async read(number) {
			const ahead = underWay.get(number);
			underWay.delete(number);
			let page = await (ahead ?? readPage(number));
			if (ahead !== undefined && (page.total ?? 0) < totalBefore) {
				forget();
				page = await readPage(number);
			}
			totalBefore = page.total ?? 0;
			return page;
		},
		readOn(number, page) {
			const { total = 0, requestsLeft = Infinity, records, size = records.length } = page;
			pagesRead++;
			fullSize = Math.max(fullSize, size);
			// Where pages differ in size, the total does not tell the number of pages.
			if (size < fullSize) return forget();
			if (!isWorthIt(page, pagesRead)) return;
			const lastWanted = number - pagesRead + pages(fullSize);
			const lastOfList = Math.ceil(total / fullSize);
			const last = Math.min(number + MAX_PAGES_AT_ONCE, lastWanted, lastOfList);
			for (let next = number + 1; next <= last && underWay.size < requestsLeft; next++) {
				if (underWay.has(next)) continue;
				const reading = readPage(next);
				// It is thrown when the page is asked for.
				reading.catch(() => undefined);
				underWay.set(next, reading);
			}
		},
	};
}
