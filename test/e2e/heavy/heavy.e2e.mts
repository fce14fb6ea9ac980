import { after, before, it } from 'node:test';
import { saveServiceCredentials } from '../../../demo/examples/credentials.mts';
import { Shutdown } from '../../../demo/process/shutdown.mts';
import { openStage } from '../stage.mts';
import { startOncePerId } from './webhookIds.mts';
import type { HeavyWorld } from './world.mts';

const shutdown = new Shutdown();
let world: HeavyWorld;

before(async () => {
	const stage = await openStage(shutdown);
	const credentials = await saveServiceCredentials(stage.rest, stage.sandbox);
	world = { ...stage, credentials, signal: shutdown.signal };
});
after(() => shutdown.end());

it('starts the workflow once for each webhook-id', (t) => startOncePerId(t, world));
