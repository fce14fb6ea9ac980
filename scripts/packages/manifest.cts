import type { SingleService } from './singleServices.cts';

/** What the package.json of a single-service package takes over from the combined one. */
export interface CombinedManifest {
	name: string;
	version: string;
	license: string;
	homepage: string;
	author: { name: string; email: string };
	repository: { type: string; url: string };
	engines: Record<string, string>;
	n8n: { n8nNodesApiVersion: number; strict: boolean; nodes: string[]; credentials: string[] };
	peerDependencies: Record<string, string>;
	devDependencies: Record<string, string>;
}

/** What the sources of one service are compiled with. */
const COMPILES_WITH = ['@types/node', 'axios', 'n8n-workflow', 'typescript', 'zod'];

/** The package.json of a single-service package: the combined one without the other services and without the tests. */
export function manifestOf(combined: CombinedManifest, single: SingleService): object {
	const { n8n, devDependencies } = combined;
	return {
		name: single.name,
		version: combined.version,
		description: single.description,
		license: combined.license,
		homepage: combined.homepage,
		keywords: ['n8n-community-node-package', 'n8n', ...single.keywords],
		author: combined.author,
		repository: combined.repository,
		engines: combined.engines,
		scripts: { build: 'tsc -p tsconfig.json' },
		files: ['dist', 'examples', 'CHANGELOG.md'],
		n8n: {
			...n8n,
			nodes: n8n.nodes.filter((file) => file.startsWith(`dist/nodes/${single.service}/`)),
			credentials: single.credentials.map((name) => `dist/credentials/${name}.credentials.js`),
		},
		peerDependencies: combined.peerDependencies,
		devDependencies: Object.fromEntries(
			Object.entries(devDependencies).filter(([name]) => COMPILES_WITH.includes(name)),
		),
	};
}
