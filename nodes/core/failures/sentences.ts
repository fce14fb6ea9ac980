/** One after the other: what a service says often has no full stop. */
export function sentences(...parts: string[]): string {
	const said = parts.map((part) => part.trim()).filter((part) => part !== '');
	return said.map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`)).join(' ');
}
