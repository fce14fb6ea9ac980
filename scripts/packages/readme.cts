import { dirname } from 'node:path/posix';
import { services, type ListedPackage } from '../../nodes/services.ts';
import type { PackedExample } from './examples.cts';

const SANDBOX = 'The sandbox';

/** The chapters of the README of a package beside the one about its nodes. */
export interface Chapters {
	/** Taken from the combined README: they hold for every package. */
	common: string[];
	/** The same, about calls of a service. */
	aboutCalls: string[];
	/** Written for the package. */
	own: string[];
}

export function chaptersOf({ name }: Pick<ListedPackage, 'name'>): Chapters {
	const isService = services.some((service) => service.name === name);
	return {
		common: ['The oldest n8n'],
		aboutCalls: isService ? ['What holds for every operation'] : [],
		own: ['Install', 'Examples', ...(isService ? [SANDBOX] : [])],
	};
}

export interface CombinedReadme {
	readme: string;
	/** The page that lists all examples. */
	gallery: string;
	name: string;
	/** Address of the repository. */
	homepage: string;
}

/** The README of a single-service package: what the combined README says about this service. */
export function readmeOf(
	combined: CombinedReadme,
	service: ListedPackage,
	examples: readonly PackedExample[],
): string {
	const { packageName: name, description } = service;
	const { homepage } = combined;
	const chapters = chaptersOf(service);
	const taken = (heading: string) =>
		withAbsoluteLinks(chapterOf(combined.readme, heading), homepage);
	return [
		`# ${name}`,
		'',
		`${description.replace(/^n8n node/, 'Node')}.`,
		'',
		...install(name, combined),
		taken(service.heading),
		...chapters.aboutCalls.map(taken),
		'## Examples',
		'',
		'| Workflow | |',
		'| --- | --- |',
		...examples.map(({ file }) => exampleRow(combined.gallery, file)),
		'',
		'To use one, choose *Import from file* in the menu of a new workflow and attach your credentials.',
		'',
		...(chapters.own.includes(SANDBOX) ? sandbox(service.heading, homepage) : []),
		...chapters.common.map(taken),
		'MIT license.',
		'',
	].join('\n');
}

const install = (name: string, combined: CombinedReadme): string[] => [
	'## Install',
	'',
	`In n8n, open *Settings → Community nodes → Install* and enter \`${name}\`. It has no dependencies of its own.`,
	'',
	'n8n 3 loads only packages that n8n has verified, unless its host sets `N8N_UNVERIFIED_PACKAGES_ENABLED=true`. This one',
	'is not verified yet.',
	'',
	`The same nodes come with others in [${combined.name}](${combined.homepage}), where they are developed and tested.`,
	'Workflows name the package that a node comes from, so choose one of the two and stay with it.',
	'',
];

const sandbox = (service: string, homepage: string): string[] => [
	'## The sandbox',
	'',
	`The repository holds a sandbox of the API of ${service}, to build and try workflows with. It needs Node.js 20 and no key,`,
	'and never calls anybody:',
	'',
	'```sh',
	`git clone ${homepage}.git && cd ${homepage.slice(dirname(homepage).length + 1)}`,
	'npm run sandbox',
	'```',
	'',
	`[Which address and key the credential takes](${homepage}/blob/main/sandbox/README.md)`,
	'',
];

/** The text from a heading of the second level to the next one. Throws when the README has no such heading. */
function chapterOf(readme: string, heading: string): string {
	const found = new RegExp(`^## ${heading}\\n[\\s\\S]*?(?=^## )`, 'm').exec(readme);
	if (found === null) throw new Error(`README.md has no chapter "${heading}".`);
	return `${found[0].replace(/^<!--.*-->\n\n/gm, '').trimEnd()}\n`;
}

/** What the gallery says about an example. Throws when it says nothing. */
function exampleRow(gallery: string, file: string): string {
	const row = gallery.split('\n').find((line) => line.includes(`](../examples/${file}) |`));
	if (row === undefined) throw new Error(`docs/examples.md has no row for examples/${file}.`);
	return row.replace('](../examples/', '](examples/');
}

/**
 * Only this package's own examples are beside its README; everything else is in the repository. Of a picture the page
 * needs the file itself, not the page about it.
 */
const withAbsoluteLinks = (text: string, homepage: string): string =>
	text
		.replace(
			/(!?)\[([^\]]*)\]\((?!https?:|#|examples\/)([^)]+)\)/g,
			(_, picture: string, words: string, path: string) =>
				`${picture}[${words}](${homepage}/${picture === '' ? 'blob' : 'raw'}/main/${path})`,
		)
		.replace(/\b(src|srcset)="(?!https?:)/g, `$1="${homepage}/raw/main/`);
