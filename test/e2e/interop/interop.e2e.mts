import { after, before, it } from 'node:test';
import { saveServiceCredentials } from '../../../demo/examples/credentials.mts';
import { Shutdown } from '../../../harness/process/shutdown.mts';
import { NO_EDITOR, openStage } from '../stage.mts';
import { callTools } from './callTools.mts';
import { sendByHttpRequest } from './httpRequest.mts';
import { refuseClients } from './refuseClients.mts';
import type { InteropWorld } from './world.mts';

const shutdown = new Shutdown();
let world: InteropWorld;

before(async () => {
	const stage = await openStage(shutdown, { environment: NO_EDITOR });
	const credentials = await saveServiceCredentials(stage.rest, stage.sandbox);
	world = { ...stage, credentials, signal: shutdown.signal };
});
after(() => shutdown.end());

it('gives an MCP client the nodes as tools', (t) => callTools(t, world));

it('refuses an MCP client that would send real responders, or call them off', (t) =>
	refuseClients(t, world));

it('lets HTTP Request use the credentials, but takes no key over http to another machine', (t) =>
	sendByHttpRequest(t, world));
