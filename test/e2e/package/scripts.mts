import { createRequire } from 'node:module';

type Services = typeof import('../../../nodes/services.ts');
type Readme = typeof import('../../../scripts/packages/readme.cts');
type ReleaseTree = typeof import('../../../scripts/release/releaseTree.cts');

/** Required, as in harness/sandbox.mts: imported, Node 20 does not let tsx compile the .ts files that they require. */
const require = createRequire(import.meta.url);

const services: Services = require('../../../nodes/services.ts');
const readme: Readme = require('../../../scripts/packages/readme.cts');
const release: ReleaseTree = require('../../../scripts/release/releaseTree.cts');

/** Of each service: the name of its chapter, and of the package that has it alone. */
export const packagesOfServices = services.services.map(({ name, packageName }) => ({
	service: name,
	name: packageName,
}));
export const { CHAPTERS } = readme;
export const { releaseTree } = release;
