import type { SingleService } from './singleServices.cts';

/** A workflow that comes with a package. */
export interface PackedExample {
	file: string;
	/** Its name in n8n. */
	name: string;
}

/** Chapters that hold for every service. */
const COMMON_CHAPTERS: readonly string[] = ['The oldest n8n'];

/** The README of a single-service package: what the combined README says about this service. */
export function readmeOf(
	combined: { readme: string; name: string; homepage: string },
	single: SingleService,
	examples: readonly PackedExample[],
): string {
	const { name, service, description } = single;
	const chapters = [service, ...COMMON_CHAPTERS].map((heading) =>
		chapterOf(combined.readme, heading),
	);
	return [
		`# ${name}`,
		'',
		`${description.replace(/^n8n nodes/, 'Nodes')}.`,
		'',
		`This package holds the ${service} nodes of [${combined.name}](${combined.homepage}), where they are developed and`,
		'tested, and nothing else. Workflows name the package a node comes from, so choose one of the two and stay with it.',
		'',
		'## Install',
		'',
		`Settings → Community nodes → Install, and enter \`${name}\`. The package has no dependencies of its own.`,
		'',
		...chapters.map((chapter) => withAbsoluteLinks(chapter, combined.homepage)),
		'## Examples',
		'',
		...examples.map(({ file, name: title }) => `- [${title}](examples/${file})`),
		'',
		'To use one, choose *Import from file* in the menu of a new workflow and attach your credentials.',
		'',
		'MIT license.',
		'',
	].join('\n');
}

/** The text from a heading of the second level to the next one. Throws when the README has no such heading. */
function chapterOf(readme: string, heading: string): string {
	const found = new RegExp(`^## ${heading}\\n[\\s\\S]*?(?=^## )`, 'm').exec(readme);
	if (found === null) throw new Error(`README.md has no chapter "${heading}".`);
	return found[0].replace(/^<!--.*-->\n\n/gm, '');
}

/**
 * Only this package's own examples are beside its README; everything else is in the repository. Of a picture the page
 * needs the file itself, not the page about it.
 */
const withAbsoluteLinks = (text: string, homepage: string): string =>
	text.replace(
		/(!?)\[([^\]]*)\]\((?!https?:|#|examples\/)([^)]+)\)/g,
		(_, picture: string, words: string, path: string) =>
			`${picture}[${words}](${homepage}/${picture === '' ? 'blob' : 'raw'}/main/${path})`,
	);
