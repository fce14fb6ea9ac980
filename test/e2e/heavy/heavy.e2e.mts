import { after, before, it } from 'node:test';
import { saveServiceCredentials } from '../../../demo/examples/credentials.mts';
import { Shutdown } from '../../../harness/process/shutdown.mts';
import { NO_EDITOR, openStage } from '../stage.mts';
import { answerABurst, repeatABurst } from './burst.mts';
import { startOncePerId } from './webhookIds.mts';
import { useTheKeyOfEachItem } from './credentialPerItem.mts';
import { tellWhatMayExist } from './cutOff.mts';
import { repeatByTheParent } from './parentRetries.mts';
import { pollBesideOneAnother } from './pollers.mts';
import { refuseRetriesOfTestRuns } from './retriedRun.mts';
import type { HeavyWorld } from './world.mts';

const shutdown = new Shutdown();
let world: HeavyWorld;

before(async () => {
	const stage = await openStage(shutdown, { environment: NO_EDITOR });
	const credentials = await saveServiceCredentials(stage.rest, stage.sandbox);
	world = { ...stage, credentials, signal: shutdown.signal };
});
after(() => shutdown.end());

it('starts the workflow once for each webhook-id', (t) => startOncePerId(t, world));

it('answers many webhooks at once, and starts one execution for each', (t) =>
	answerABurst(t, world));

it('loses none of many webhooks that come at once and twice', (t) => repeatABurst(t, world));

it('lets triggers of one workflow poll at the same second', (t) => pollBesideOneAnother(t, world));

it('refuses the retry of a test run with a live key', (t) => refuseRetriesOfTestRuns(t, world));

it('sends every item with the key of its own', (t) => useTheKeyOfEachItem(t, world));

it('tells which incidents may exist when a workflow is ended', (t) => tellWhatMayExist(t, world));

it('makes one incident of an own key when a parent workflow tries again', (t) =>
	repeatByTheParent(t, world));
