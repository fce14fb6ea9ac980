import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { ICredentialType, INodeType, IVersionedNodeType } from 'n8n-workflow';

/**
 * What is measured comes out of one installed n8n: its engine, its own nodes, its axios, and our packed package, which
 * finds n8n-workflow and zod there by NODE_PATH, as n8n does it. So there is one engine in the process, for both sides.
 */
export interface Modules {
	core: typeof import('n8n-core');
	workflow: typeof import('n8n-workflow');
	axios: typeof import('axios').default;
	/** A node type of n8n's own package, such as `HttpRequest/HttpRequest`. */
	baseNode(path: string): INodeType | IVersionedNodeType;
	/** A node type of the package under test, such as `Sety/Sety`. */
	ownNode(path: string): INodeType;
	ownCredential(name: string): ICredentialType;
	/** A compiled file of the package under test, such as `nodes/core/clock`. */
	ownModule<Module>(path: string): Module;
}

type Exported<T> = Record<string, (new () => T) | undefined>;

/** To be called before anything else that needs n8n-core: it reads its environment when it loads. */
export function loadModules(hostFolder: string, packageFolder: string): Modules {
	const ofHost = createRequire(join(hostFolder, 'package.json'));
	ofHost('reflect-metadata');
	const instanceOf = <T,>(load: (path: string) => unknown, path: string, name: string): T => {
		const Type = (load(path) as Exported<T>)[name];
		if (Type === undefined) throw new Error(`${path} exports no ${name}`);
		return new Type();
	};
	const own = (path: string): unknown => ofHost(join(packageFolder, 'dist', path));
	return {
		// It takes seconds, and only what is measured in the engine needs it.
		get core() {
			return ofHost('n8n-core') as Modules['core'];
		},
		workflow: ofHost('n8n-workflow') as Modules['workflow'],
		axios: ofHost('axios') as Modules['axios'],
		baseNode: (path) =>
			instanceOf(ofHost, `n8n-nodes-base/dist/nodes/${path}.node.js`, lastOf(path)),
		ownNode: (path) => instanceOf(own, `nodes/${path}.node.js`, lastOf(path)),
		ownCredential: (name) => instanceOf(own, `credentials/${name}.credentials.js`, name),
		ownModule: <Module,>(path: string) => own(`${path}.js`) as Module,
	};
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
