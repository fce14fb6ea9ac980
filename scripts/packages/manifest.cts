import { z } from 'zod';
import type { ListedPackage } from '../../nodes/services.ts';

/** What the package.json of a single-service package takes over from the combined one. */
export const combinedManifest = z.object({
	name: z.string(),
	version: z.string(),
	license: z.string(),
	homepage: z.string(),
	author: z.object({ name: z.string(), email: z.string() }),
	repository: z.object({ type: z.string(), url: z.string() }),
	engines: z.record(z.string()),
	n8n: z.object({
		n8nNodesApiVersion: z.number(),
		strict: z.boolean(),
		nodes: z.array(z.string()),
		credentials: z.array(z.string()),
	}),
	peerDependencies: z.record(z.string()),
	devDependencies: z.record(z.string()),
});

type CombinedManifest = z.infer<typeof combinedManifest>;

/** What the sources of one service are compiled and linted with. */
const BUILT_WITH = [
	'@n8n/node-cli',
	'@types/node',
	'axios',
	'eslint',
	'n8n-workflow',
	'typescript',
	'zod',
];

/** The package.json of a single-service package: the combined one without the other services and without the tests. */
export function manifestOf(combined: CombinedManifest, service: ListedPackage): object {
	const { n8n, devDependencies } = combined;
	const { packageName: name, description, keywords } = service;
	return {
		name,
		version: combined.version,
		description,
		license: combined.license,
		homepage: combined.homepage,
		keywords: ['n8n-community-node-package', 'n8n', ...keywords],
		author: combined.author,
		// Where in the repository its sources are; n8n's scan finds them by the name.
		repository: { ...combined.repository, directory: `packages/${name}` },
		engines: combined.engines,
		// n8n's own lint, which its verification asks for, in the package's own folder.
		scripts: { lint: 'n8n-node lint' },
		files: ['dist', 'examples', 'CHANGELOG.md'],
		n8n: {
			...n8n,
			nodes: n8n.nodes.filter((file) => file.startsWith(`dist/nodes/${service.name}/`)),
			credentials: service.credentials.map((type) => `dist/credentials/${type}.credentials.js`),
		},
		peerDependencies: combined.peerDependencies,
		devDependencies: Object.fromEntries(
			Object.entries(devDependencies).filter(([module]) => BUILT_WITH.includes(module)),
		),
	};
}
