import type { Bench } from '../benchCase.mts';

/** A page of a list of Sety. */
interface ListPage {
	results: unknown[];
	totalPages: number;
}

/** The plainest loop that reads a list of Sety: a page after the other, by axios. */
export async function readPages(
	{ modules }: Bench,
	{ url, key, limit }: { url: string; key: string; limit: number },
): Promise<unknown[]> {
	const http = modules.axios.create({ headers: { authorization: `Bearer ${key}` }, proxy: false });
	const records: unknown[] = [];
	for (let page = 1; ; page++) {
		const { data: body } = await http.get<ListPage>(url, { params: { page, limit } });
		for (const record of body.results) records.push(record);
		if (page >= body.totalPages) return records;
	}
}
