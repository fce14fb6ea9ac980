/** The targets of links and pictures in a text that lead nowhere: chapters, and files that `isThere` does not know. */
export function lostLinks(text: string, isThere: (path: string) => boolean): string[] {
	const targets = [
		...[...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target),
		...[...text.matchAll(/(?:src|srcset)="([^"]+)"/g)].map(([, target = '']) => target),
	];
	const anchors = anchorsOf(text);
	return targets.filter((target) => {
		if (/^https?:/.test(target)) return false;
		if (target.startsWith('#')) return !anchors.has(target.slice(1));
		return !isThere(target.replace(/#.*/, ''));
	});
}

/** As GitHub makes them of headings. */
const anchorsOf = (text: string): Set<string> =>
	new Set(
		[...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
			heading
				.toLowerCase()
				.replace(/[^\p{L}\p{N} -]/gu, '')
				.replaceAll(' ', '-'),
		),
	);
