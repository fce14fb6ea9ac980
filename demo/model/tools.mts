/** Names under which n8n offers the tools of examples/ai-agent-safety-desk.json: their nodes' names with underscores. */
export const TOOLS = {
	find: 'Find_Incidents',
	read: 'Read_Incident',
	rate: 'Rate_Place',
	drive: 'Find_Vehicle_Events',
	report: 'Report_Incident',
} as const;
