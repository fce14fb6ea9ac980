import { z } from 'zod';

/** Text as OpenAI's interfaces carry it: as it is, or in parts. */
export const textParts = z
	.union([z.string(), z.array(z.object({ text: z.string().optional() }).passthrough())])
	.nullish();

export function textOf(content: z.infer<typeof textParts>): string {
	if (typeof content === 'string') return content;
	return (content ?? []).map(({ text }) => text ?? '').join('\n');
}

const input = z.record(z.unknown());

/** The arguments of a tool call, which travel as JSON text. */
export const inputOf = (json: string) => input.parse(JSON.parse(json === '' ? '{}' : json));
