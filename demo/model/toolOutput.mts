import { z } from 'zod';

const record = z.record(z.unknown());
const records = z.array(record);

/** The records in the output of a tool; none when it is a text, such as the reason of a refusal. */
export function recordsIn(output: string | undefined): Array<z.infer<typeof record>> {
	try {
		const content: unknown = JSON.parse(output ?? '');
		const many = records.safeParse(content);
		return many.success ? many.data : [record.parse(content)];
	} catch {
		return [];
	}
}
