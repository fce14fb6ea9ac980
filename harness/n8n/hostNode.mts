import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** n8n 2.41's package.json asks for it; the oldest Node with which it was seen to start. */
const OLDEST_NODE = 24;

export interface BundledNode {
	program: string;
	/** A folder with include/node, as node-gyp's `nodedir` wants it. */
	headers: string | undefined;
}

/** The Node that the lock file brings for this platform, if it has one. */
export function bundledNode(hostFolder: string): BundledNode | undefined {
	const system = process.platform === 'win32' ? 'win' : process.platform;
	const folder = join(hostFolder, 'node_modules', `node-${system}-${process.arch}`);
	const program = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
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
