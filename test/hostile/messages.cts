import type { NodeResult } from '../../harness/engine/runNode.cts';

/** What a message to a user never holds: words of an engine, values that are none, and empty places. */
const ENGINE_TEXT =
	/undefined|\bNaN\b|Infinity|\[object |is not a function|is not iterable|Cannot (?:read|convert|destructure)|Unexpected (?:token|end)|TypeError|ZodError|AxiosError|\bat \w+ \(|_zod|\$inputItem|\$ownOptions| {2}|\bnull\b(?! and| or)/;

/** n8n shows notices, descriptions and hints as HTML: a tag may be a link, and a description ends at what is none. */
export const mayBeHtml = (text: string): boolean => text.includes('<');

/** Why a text may not be shown to a user; undefined when it may. */
export function whyNotShown(text: string, secrets: readonly string[]): string | undefined {
	// What a service said is quoted as it was said.
	const found = ENGINE_TEXT.exec(text.replace(/(?:The response begins|says): .*/s, ''));
	if (found !== null) return `holds "${found[0]}"`;
	const secret = secrets.find((one) => text.includes(one));
	return secret === undefined ? undefined : 'holds a secret';
}

/** What the user reads, whatever the mode. */
export function textsOf({ error, outputs, hints }: NodeResult): string[] {
	const failed = outputs.flat().filter(({ json }) => typeof json.error === 'string');
	const items = failed.flatMap(({ json }) => {
		const { howToGoOn } = (json.details ?? {}) as { howToGoOn?: unknown };
		return [json.error as string, typeof howToGoOn === 'string' ? howToGoOn : ''];
	});
	return [
		...(error === undefined ? [] : [error.message, error.description ?? '']),
		...items,
		...hints.map(({ message }) => message),
	].filter((text) => text !== '');
}
