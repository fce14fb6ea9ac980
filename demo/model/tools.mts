import { z } from 'zod';
import type { OfferedTool } from './conversation.mts';

/** Names under which n8n offers the tools of examples/ai-agent-safety-desk.json: their nodes' names with underscores. */
export const TOOLS = {
	find: 'Find_Incidents',
	read: 'Read_Incident',
	rate: 'Rate_Place',
	drive: 'Find_Vehicle_Events',
	report: 'Report_Incident',
} as const;

/** The tool that reports an incident. It is known by its description, because its name is what a person calls its node. */
export const reporterAmong = (tools: readonly OfferedTool[]): OfferedTool | undefined =>
	tools.find(({ description }) => description.startsWith('Report an emergency.'));

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
