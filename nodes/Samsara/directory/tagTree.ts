import type { Entry } from './lists';

/** Levels of parents that a path shows. Guards against tags that are their own ancestors. */
const DEEPEST = 20;

/** The path of each tag by its ID: "East Coast / Boston". Of a parent that was not read, its name alone is known. */
export function pathsOf(tags: readonly Entry[]): Map<string, string> {
	const byId = new Map(tags.map((tag) => [tag.id, tag]));
	return new Map(
		tags.map((tag) => {
			const names: string[] = [];
			let one: Entry | undefined = tag;
			while (one !== undefined && names.length < DEEPEST) {
				names.unshift(one.name === '' ? one.id : one.name);
				const { parent }: Entry = one;
				one = parent === undefined ? undefined : byId.get(parent.id);
				if (one === undefined && parent !== undefined && parent.name !== '') {
					names.unshift(parent.name);
				}
			}
			return [tag.id, names.join(' / ')];
		}),
	);
}

/** The IDs and those of all tags below them. */
export function withDescendants(ids: readonly string[], tags: readonly Entry[]): string[] {
	const children = new Map<string, string[]>();
	for (const { id, parent } of tags) {
		if (parent === undefined) continue;
		const siblings = children.get(parent.id);
		if (siblings === undefined) children.set(parent.id, [id]);
		else siblings.push(id);
	}
	// A set goes on with what is added to it on the way.
	const all = new Set(ids);
	for (const id of all) for (const child of children.get(id) ?? []) all.add(child);
	return [...all];
}
