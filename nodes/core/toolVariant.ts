import type { INode } from 'n8n-workflow';

const TOOL = 'Tool';

/**
 * Whether the node is the variant that n8n makes of a node for AI agents: its type is that of the node with "Tool"
 * behind it (n8n 2.41.1, tool-generation/ai-tools).
 */
export function isToolVariant({ type }: Pick<INode, 'type'>): boolean {
	return type.endsWith(TOOL);
}

/** The type of the node of which a type may be the variant. */
export function typeWithoutTool(type: string): string {
	return type.endsWith(TOOL) ? type.slice(0, -TOOL.length) : type;
}
