import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import { z } from 'zod';
import { packages, type ListedPackage } from '../../nodes/services.ts';
import { changelogOf } from './changelog.cts';
import { examplesFor } from './examples.cts';
import { combinedManifest, manifestOf } from './manifest.cts';
import { reachableFrom } from '../imports.cts';
import { readmeOf } from './readme.cts';

/** Taken over as they are. */
const UNCHANGED = ['LICENSE', 'eslint.config.mjs', 'tsconfig.json'];

const codexFile = z.object({ node: z.string() });

/**
 * The single-service packages, by path below packages/: sources, icons, package.json, README, CHANGELOG and examples, all
 * derived from those of the combined package. Only what is compiled comes on top.
 */
export function packageFiles(root: string): Map<string, string> {
	return new Map(
		packages.flatMap((service) =>
			[...filesOf(root, service)].map(([file, content]) => [
				posix.join(service.packageName, file),
				content,
			]),
		),
	);
}

export function writePackageFiles(files: ReadonlyMap<string, string>, folder: string): void {
	for (const [file, content] of files) {
		const place = join(folder, file);
		mkdirSync(dirname(place), { recursive: true });
		writeFileSync(place, content);
	}
}

function filesOf(root: string, service: ListedPackage): Map<string, string> {
	const combined = combinedManifest.parse(JSON.parse(read(root, 'package.json')));
	const nodeFolder = `nodes/${service.name}`;
	const own = below(root, nodeFolder);
	const codexes = own.filter((file) => file.endsWith('.node.json'));
	const types = codexes.map((file) => codexFile.parse(JSON.parse(read(root, file))).node);
	const examples = examplesFor(root, combined.name, types);
	const icons = below(root, 'icons').filter((file) =>
		file.startsWith(`icons/${service.name.toLowerCase()}.`),
	);
	// Node types carry the name of the package, so it is exchanged wherever it is part of one.
	const renamed = (file: string) =>
		read(root, file).replaceAll(`"${combined.name}.`, `"${service.packageName}.`);

	const files = new Map<string, string>();
	for (const file of [...sourcesOf(root, own, service), ...icons, ...UNCHANGED]) {
		files.set(file, read(root, file));
	}
	// Search words of the nodes and schemas of what they give out, and the examples.
	const texts = own.filter((file) => file.endsWith('.json'));
	for (const file of [...texts, ...examples.map((example) => `examples/${example.file}`)]) {
		files.set(file, renamed(file));
	}
	files.set('package.json', `${JSON.stringify(manifestOf(combined, service), null, 2)}\n`);
	files.set('CHANGELOG.md', changelogOf(read(root, 'CHANGELOG.md'), service));
	const readme = {
		...combined,
		readme: read(root, 'README.md'),
		gallery: read(root, 'docs/examples.md'),
	};
	files.set('README.md', readmeOf(readme, service, examples));
	return files;
}

const read = (root: string, file: string): string => readFileSync(posix.join(root, file), 'utf8');

const below = (root: string, folder: string): string[] =>
	readdirSync(posix.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
		posix.join(folder, file.replaceAll(sep, '/')),
	);

const sourcesOf = (root: string, own: readonly string[], { credentials }: ListedPackage) =>
	reachableFrom(root, [
		...own.filter((file) => file.endsWith('.node.ts')),
		...credentials.map((name) => `credentials/${name}.credentials.ts`),
	]);
