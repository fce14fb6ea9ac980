import type { z } from 'zod';
import { zodToJsonSchema } from 'zod-to-json-schema';

import { packages } from '../../nodes/services.ts';

/**
 * What one output item of each operation and trigger looks like, as n8n wants it beside the node: the editor shows it
 * before the node ran for the first time. By file name. That of a trigger has no resource and no operation in it
 * (n8n-core 2.41.1, output-schema-resolver).
 */
export function outputSchemas(): Map<string, string> {
	const files = new Map<string, string>();
	for (const { name, operations, triggerOutput } of packages) {
		const version = `nodes/${name}/__schema__/v1.0.0`;
		for (const { resource, operation, output } of operations) {
			files.set(`${version}/${resource}/${operation}.json`, jsonSchema(output));
		}
		if (triggerOutput) files.set(`${version}.json`, jsonSchema(triggerOutput));
	}
	return files;
}

function jsonSchema(output: z.ZodTypeAny): string {
	const schema = zodToJsonSchema(output as z.ZodType<unknown>, {
		$refStrategy: 'none',
		// n8n's editor (2.41) opens an object or a list only where `type` is one word, not where it is "or null".
		target: 'openApi3',
	});
	return `${JSON.stringify(schema, null, 2)}\n`;
}
