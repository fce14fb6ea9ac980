import type { z } from 'zod';
import { zodToJsonSchema } from 'zod-to-json-schema';

import { operations } from '../../nodes/Sety/actions/index.ts';
import type { OperationTexts } from '../../nodes/shared/operation/operation.ts';

/** The nodes whose operations have output schemas, by their folder. */
const nodes: Record<string, readonly OperationTexts[]> = { Sety: operations };

/**
 * What one output item of each operation looks like, as n8n wants it beside the node: the editor shows it before the
 * node ran for the first time. By file name.
 */
export function outputSchemas(): Map<string, string> {
	const files = new Map<string, string>();
	for (const [node, described] of Object.entries(nodes)) {
		for (const { resource, operation, output } of described) {
			const schema = zodToJsonSchema(output as z.ZodType<unknown>, { $refStrategy: 'none' });
			const file = `nodes/${node}/__schema__/v1.0.0/${resource}/${operation}.json`;
			files.set(file, `${JSON.stringify(schema, null, 2)}\n`);
		}
	}
	return files;
}
