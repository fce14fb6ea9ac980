import type { z } from 'zod';
import { zodToJsonSchema } from 'zod-to-json-schema';

import { services } from './services.cts';

/**
 * What one output item of each operation looks like, as n8n wants it beside the node: the editor shows it before the
 * node ran for the first time. By file name.
 */
export function outputSchemas(): Map<string, string> {
	const files = new Map<string, string>();
	for (const { folder, operations } of services) {
		for (const { resource, operation, output } of operations) {
			const schema = zodToJsonSchema(output as z.ZodType<unknown>, {
				$refStrategy: 'none',
				// n8n's editor (2.41) opens an object or a list only where `type` is one word, not where it is "or null".
				target: 'openApi3',
			});
			const file = `nodes/${folder}/__schema__/v1.0.0/${resource}/${operation}.json`;
			files.set(file, `${JSON.stringify(schema, null, 2)}\n`);
		}
	}
	return files;
}
