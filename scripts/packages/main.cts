// Assembles the single-service packages below packages/, each ready for `npm publish`. The combined one is built before.
import { join } from 'node:path';
import { assemble } from './assemble.cts';
import { singleServices } from './singleServices.cts';

for (const single of singleServices) assemble('.', single, join('packages', single.name));
