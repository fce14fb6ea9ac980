import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { OfferedTool } from '../../model/conversation.mts';
import type { Expectation } from '../checks.mts';

/** A JSON schema of arguments as a model should get it: each one typed, described and required, and no others. */
const argumentsSchema = z.object({
	type: z.literal('object'),
	properties: z.record(z.object({ type: z.string(), description: z.string().min(5) })),
	required: z.array(z.string()),
	additionalProperties: z.literal(false),
});

/** What OpenAI allows for the name of a function. */
const FUNCTION_NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** Promises about the tools that the model is offered: their names and the types of their arguments, by tool. */
export function offersTools(
	tools: readonly OfferedTool[],
	wanted: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Expectation[] {
	const names = tools.map(({ name }) => name).sort();
	return [
		{
			text: 'the model is offered exactly these tools, each with a description',
			met:
				isDeepStrictEqual(names, Object.keys(wanted).sort()) &&
				names.every((name) => FUNCTION_NAME.test(name)) &&
				tools.every(({ description }) => description.length > 20),
			found: tools.map(({ name, description }) => [name, description]),
		},
		{
			text: 'each asks the model for nothing but its own fields, typed and described',
			met: tools.every(({ name, parameters }) => {
				const schema = argumentsSchema.safeParse(parameters);
				if (!schema.success) return false;
				const { properties, required } = schema.data;
				const types = Object.entries(properties).map(([key, { type }]) => [key, type]);
				return (
					isDeepStrictEqual(Object.fromEntries(types), wanted[name]) &&
					isDeepStrictEqual([...required].sort(), Object.keys(properties).sort())
				);
			}),
			found: tools.map(({ name, parameters }) => [name, parameters]),
		},
	];
}
