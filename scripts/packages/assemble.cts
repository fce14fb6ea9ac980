import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { manifestOf, type CombinedManifest } from './manifest.cts';
import { reachableFrom } from './reachable.cts';
import { readmeOf, type PackedExample } from './readme.cts';
import type { SingleService } from './singleServices.cts';

/** Taken over as they are. */
const UNCHANGED = ['CHANGELOG.md', 'LICENSE', 'tsconfig.json'];

/**
 * Writes a single-service package to `target`: sources, what was built of them (the combined package has to be built
 * before), package.json, README and examples. Node types carry the name of the package, so it is exchanged wherever
 * it is part of one.
 */
export function assemble(root: string, single: SingleService, target: string): void {
	const combined = JSON.parse(read(root, 'package.json')) as CombinedManifest;
	const renamed = (text: string) => text.replaceAll(`"${combined.name}.`, `"${single.name}.`);
	const write = (file: string, content: string) => {
		mkdirSync(dirname(join(target, file)), { recursive: true });
		writeFileSync(join(target, file), content);
	};

	rmSync(target, { recursive: true, force: true });
	for (const source of sourcesOf(root, single)) {
		const compiled = join('dist', source.replace(/\.ts$/, '.js'));
		write(source, read(root, source));
		write(compiled, read(root, compiled));
	}
	for (const file of jsonFilesOf(root, single)) {
		write(file, renamed(read(root, file)));
		write(join('dist', file), renamed(read(root, file)));
	}
	for (const icon of iconsOf(root, single)) {
		cpSync(join(root, icon), join(target, icon));
		cpSync(join(root, icon), join(target, 'dist', icon));
	}
	for (const file of UNCHANGED) write(file, read(root, file));
	const examples = examplesOf(root, combined.name, single);
	for (const { file } of examples) {
		write(join('examples', file), renamed(read(root, join('examples', file))));
	}
	write('package.json', `${JSON.stringify(manifestOf(combined, single), null, 2)}\n`);
	const readme = { ...combined, readme: read(root, 'README.md') };
	write('README.md', readmeOf(readme, single, examples));
}

const read = (root: string, file: string): string => readFileSync(join(root, file), 'utf8');

const below = (root: string, folder: string): string[] =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
		join(folder, file),
	);

function sourcesOf(root: string, { service, credentials }: SingleService): string[] {
	const nodes = below(root, `nodes/${service}`).filter((file) => file.endsWith('.node.ts'));
	return reachableFrom(root, [
		...nodes,
		...credentials.map((name) => `credentials/${name}.credentials.ts`),
	]);
}

/** Search words of the nodes, and schemas of what they give out. */
const jsonFilesOf = (root: string, { service }: SingleService): string[] =>
	below(root, `nodes/${service}`).filter((file) => file.endsWith('.json'));

const iconsOf = (root: string, { service }: SingleService): string[] =>
	below(root, 'icons').filter((file) => file.startsWith(`icons/${service.toLowerCase()}.`));

/** Those that can do without any other service. */
function examplesOf(root: string, combined: string, { service }: SingleService): PackedExample[] {
	const own = below(root, `nodes/${service}`)
		.filter((file) => file.endsWith('.node.json'))
		.map((file) => (JSON.parse(read(root, file)) as { node: string }).node);
	return readdirSync(join(root, 'examples'))
		.filter((file) => file.endsWith('.json'))
		.map((file) => ({ file, ...(JSON.parse(read(root, `examples/${file}`)) as Workflow) }))
		.filter(({ nodes }) =>
			nodes.every(({ type }) => {
				// n8n makes a second type of every node that an agent may use as a tool.
				const isOurs = type.startsWith(`${combined}.`);
				return !isOurs || own.includes(type) || own.includes(type.replace(/Tool$/, ''));
			}),
		)
		.map(({ file, name }) => ({ file, name }));
}

interface Workflow {
	name: string;
	nodes: Array<{ type: string }>;
}
