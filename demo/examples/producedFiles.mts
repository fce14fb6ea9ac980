import { z } from 'zod';
import type { N8nRest } from '../../harness/n8n/rest.mts';

/** A file in the output of a node as n8n stores it: by id, or in the execution itself. */
export const storedFile = z.object({
	id: z.string().optional(),
	data: z.string(),
	fileName: z.string().default(''),
	mimeType: z.string(),
});

export interface ProducedFile {
	/** The name of the field that holds it. */
	field: string;
	fileName: string;
	mimeType: string;
	content: Buffer;
}

export async function readFileOf(
	rest: N8nRest,
	field: string,
	{ id, data, fileName, mimeType }: z.infer<typeof storedFile>,
): Promise<ProducedFile> {
	const content = id === undefined ? Buffer.from(data, 'base64') : await rest.binaryData(id);
	return { field, fileName, mimeType, content };
}
