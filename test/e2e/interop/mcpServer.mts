import { randomUUID } from 'node:crypto';
import { PACKAGE_NAME } from '../../../harness/n8n/communityPackage.mts';
import type { N8nRest } from '../../../harness/n8n/rest.mts';

/** One of our nodes as a tool; its name is that of the tool, with "_" for blanks. */
export interface ToolDraft {
	name: string;
	node: 'sety' | 'samsara' | 'safetyKit';
	parameters: Record<string, unknown>;
	credentials: Record<string, { id: string; name: string }>;
}

/** The field is left to the client. */
export const fromClient = (key: string, description: string, type = 'string'): string =>
	`={{ $fromAI('${key}', \`${description}\`, '${type}') }}`;

const TRIGGER = 'Safety Tools';

/** Publishes a workflow with n8n's MCP Server Trigger and these tools. Returns the address for clients. */
export async function publishTools(
	rest: N8nRest,
	name: string,
	tools: readonly ToolDraft[],
): Promise<URL> {
	const path = randomUUID();
	const trigger = {
		id: randomUUID(),
		name: TRIGGER,
		type: '@n8n/n8n-nodes-langchain.mcpTrigger',
		typeVersion: 2.1,
		position: [0, 0],
		parameters: { authentication: 'none', path },
		webhookId: path,
	};
	const nodes = tools.map((tool, index) => ({
		id: randomUUID(),
		name: tool.name,
		type: `${PACKAGE_NAME}.${tool.node}Tool`,
		typeVersion: 1,
		position: [200 * index, 200],
		parameters: tool.parameters,
		credentials: tool.credentials,
	}));
	const toTrigger = { ai_tool: [[{ node: TRIGGER, type: 'ai_tool', index: 0 }]] };
	const id = await rest.createWorkflow({
		name,
		nodes: [trigger, ...nodes],
		connections: Object.fromEntries(tools.map((tool) => [tool.name, toTrigger])),
		settings: { executionOrder: 'v1' },
	});
	await rest.activateWorkflow(id);
	return new URL(`/mcp/${path}`, rest.origin);
}
