import axios from 'axios';
import { z } from 'zod';
import { TEST_KEY, type Sandbox } from '../../../demo/sandbox.mts';

const PAGE = 100;
const MOST_PAGES = 1_000;

const incidents = z.object({
	data: z.array(z.object({ incident_id: z.string(), idempotency_key: z.string().nullable() })),
});

/** The ids of all incidents that Sety has for each idempotency key, as its API lists them. */
export async function incidentsByKey(sandbox: Sandbox): Promise<Map<string, string[]>> {
	const byKey = new Map<string, string[]>();
	for (let page = 1; page <= MOST_PAGES; page++) {
		const answer = await axios.get<unknown>(`${sandbox.setyUrl}/incidents`, {
			params: { page, limit: PAGE },
			headers: { authorization: `Bearer ${TEST_KEY}` },
			proxy: false,
		});
		const { data } = incidents.parse(answer.data);
		for (const { incident_id: id, idempotency_key: key } of data) {
			if (key !== null) byKey.set(key, [...(byKey.get(key) ?? []), id]);
		}
		if (data.length < PAGE) return byKey;
	}
	throw new Error(`The sandbox has more than ${MOST_PAGES * PAGE} incidents.`);
}
