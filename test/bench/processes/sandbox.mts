// Run in a process of its own, so that both sides of a comparison meet the same server: tells its parent where it is.
import { startSandbox } from '../../../harness/sandbox.mts';
import { basePathOf } from '../../../sandbox/samsara/region.cts';
import { fullToken } from '../../../sandbox/samsara/tokens.cts';
import { OTHER_ORGANIZATION_KEY } from '../../../sandbox/sety/keys.cts';
import type { SandboxAccess } from '../engine/ownNodes.mts';

const { origin, credentials } = await startSandbox();
const access: SandboxAccess = {
	origin,
	credentials,
	otherSetyKey: OTHER_ORGANIZATION_KEY,
	samsaraEu: { baseUrl: `${origin}${basePathOf('eu')}`, token: fullToken('eu') },
};
// Who started it may be gone already.
process.send?.(access, undefined, undefined, () => undefined);
// By exit(), not by the signal itself, so that a CPU profile is written.
for (const end of ['disconnect', 'SIGTERM']) process.once(end, () => process.exit());
