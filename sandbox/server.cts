import { createRequire } from 'node:module';

export type { Sandbox } from './sandbox.cts';

// Not an import: when an ES module (or tsx as the start) loads this file, Node 20 follows imports with a
// loader that cannot read JSON files from CommonJS, which axios and ajv need. Node's own require can.
const sandbox = createRequire(__filename)('./sandbox.cts') as typeof import('./sandbox.cts');

/** Starts a sandbox of its own on loopback; port 0 or none takes a free one. */
export const startSandbox = sandbox.startSandbox;
