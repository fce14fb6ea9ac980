import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { PACKAGE_NAME } from '../../../harness/n8n/communityPackage.mts';
import { Shutdown } from '../../../harness/process/shutdown.mts';
import { SAFETYKIT_WEBHOOK_SECRET, TEST_KEY } from '../../../harness/sandbox.mts';
import { report } from '../figures.mts';
import { openStage, type Stage } from '../stage.mts';
import { openBrowser, type Browser } from './browser.mts';
import { Canvas } from './canvas.mts';
import { assertCodex } from './codex.mts';
import { iconsOf, type Icon } from './icons.mts';
import type { NodeDetails } from './nodeDetails.mts';
import { eventually } from './patience.mts';
import { Camera } from './pictures.mts';
import { offers, searches } from './searches.mts';
import { assertNoSecret } from './secrets.mts';
import { saveShowcase, SECRETS } from './showcase.mts';
import { signIn } from './signIn.mts';
import { SANDBOX_PORT, standStill } from './stillWorld.mts';
import { inDark } from './theme.mts';
import { saveUnready } from './unready.mts';

const WRONG_KEY = `sety_test_${'0'.repeat(32)}`;
/** Where the editor's state is left to be looked at when a test is not green. */
const LAST_SIGHT = join(tmpdir(), 'n8n-editor-last-sight.png');
/** Less than this share of an icon standing out, and it is hard to see. */
const VISIBLE_SHARE = 0.5;

const shutdown = new Shutdown();
let stage: Stage;
let browser: Browser;
let canvas: Canvas;
let camera: Camera;

before(async () => {
	stage = await openStage(shutdown, {
		sandboxPort: SANDBOX_PORT,
		environment: { GENERIC_TIMEZONE: 'UTC' }, // whatever that of this machine is: lists show times
	});
	await standStill(stage.sandbox);
	browser = await openBrowser(shutdown, stage.n8n.origin);
	canvas = new Canvas(browser.page, stage.n8n.origin);
	camera = new Camera(browser.page);
});

after(() => shutdown.end());

let broken = false;

/**
 * A step of a person. After it, whatever it was about, nothing secret is shown and the page has no complaints. In a
 * story one step leads to the next, so none is taken once one has not come to its end.
 */
function step(name: string, work: () => Promise<void>): void {
	void it(name, async (test) => {
		if (broken) return test.skip('an earlier step has not come to its end');
		try {
			await work();
			await assertNoSecret(browser.page, [...SECRETS, WRONG_KEY]);
			assert.deepEqual(browser.complaints, []);
		} catch (error) {
			broken = true;
			await browser.page.screenshot({ path: LAST_SIGHT });
			test.diagnostic(`What the page showed: ${LAST_SIGHT}`);
			throw error;
		}
	});
}

void describe('a person at the editor', () => {
	let details: NodeDetails;

	step('signs in', async () => {
		await signIn(browser.page, stage.n8n.origin, stage.userFolder.memory.login);
		await canvas.openNew();
	});

	step('finds the nodes by what they are for', async () => {
		const { panel } = canvas;
		await panel.open();
		for (const [service, words] of Object.entries(searches)) {
			for (const word of words) await panel.find(word, service);
		}
		await assertCodex(stage.rest);
		report('editor', 'words that find the service', Object.values(searches).flat().length);
	});

	step('sees what triggers and actions a service has', async () => {
		const { panel } = canvas;
		let count = 0;
		for (const [service, expected] of Object.entries(offers)) {
			await panel.find(service.toLowerCase(), service);
			await panel.openService(service);
			const offered = await panel.offers();
			for (const list of ['Triggers', 'Actions'] as const) {
				const missing = expected[list].filter((one) => !offered[list].includes(one));
				assert.deepEqual(missing, [], `${service}: ${offered[list].join(', ')}`);
				count += offered[list].length;
			}
			await panel.back();
		}
		report('editor', 'triggers and actions in the panel', count);
	});

	step('adds Sety from the panel', async () => {
		const { panel } = canvas;
		await panel.find('sos', 'Sety');
		await panel.openService('Sety');
		await panel.offers();
		details = await panel.add('Create incident');

		const labels = [
			'Resource',
			'Operation',
			'Category',
			'Description',
			'Name of Person in Danger',
			'Phone of Person in Danger',
			'Latitude',
			'Longitude',
			'Address',
			'Idempotency Key',
			'Additional Fields',
			'Output',
			'Options',
		];
		await eventually(
			`a form with ${labels.join(', ')}`,
			async () => await details.labels(),
			(seen) => isDeepStrictEqual(seen, labels),
		);
	});

	step('is told what is wrong with a key', async () => {
		const modal = await details.connect();
		await modal.fill('apiKey', WRONG_KEY);
		await modal.fill('baseUrl', stage.sandbox.credentials.setyApi.baseUrl);
		await modal.save();

		await modal.untilRefused(/Sety does not accept this API Key\. Copy it again/);
		assert.equal(await modal.typeOf('apiKey'), 'password');

		await modal.fill('apiKey', TEST_KEY);
		await modal.save();
		await modal.untilClosed();
	});

	step('sees that the right key works, and cannot read it again', async () => {
		const modal = await details.openCredential();
		await modal.untilAccepted();
		await camera.take('sety-credential');

		assert.ok(!(await modal.valueOf('apiKey')).includes(TEST_KEY));
		await modal.close();
	});

	step('reports an emergency and reads what came of it', async () => {
		await details.fill('subjectName', 'Amaka Obi');
		await details.fill('address', '14 Bourdillon Road, Ikoyi, Lagos');
		await details.fill('idempotencyKey', 'TRIP-2041');
		await details.execute();

		await details.output(/1 item/, /\binc_\w+/, /Amaka Obi/);
		const sent = (await stage.sandbox.control.received()).filter(({ method }) => method === 'POST');
		assert.equal(sent.length, 1);
	});

	step('adds a node behind it that cancels', async () => {
		await details.close();
		const { panel } = canvas;
		await canvas.addBehind('Create incident');
		await panel.find('sos', 'Sety');
		await panel.openService('Sety');
		details = await panel.add('Cancel incident');
		await details.input(/1 item/, /\binc_\w+/);
	});

	step('picks the incident from a list and cancels it', async () => {
		const found = await details.searchList('incidentId', 'amaka');
		assert.match(
			found[0] ?? '',
			/^SOS · 7 Jan 2030, 09:00 · Amaka Obi · 14 Bourdillon Road, Ikoyi, Lagos · Created · inc_\w+$/,
		);
		await camera.take('sety-pick-an-incident');
		await details.pick(0);
		await details.fill('reason', 'User confirmed they are safe');
		await details.execute();

		await details.output(/1 item/, /cancelled/, /User confirmed they are safe/);
	});

	step('is told why it cannot be cancelled twice, and what to do', async () => {
		await details.execute();
		const text = await details.output(/already resolved or cancelled and cannot be cancelled/);
		await camera.take('sety-already-cancelled');

		assert.match(text, /Read it with Incident → Get and decide by its status/);
		assert.match(text, /Nothing was changed at Sety\./);
		assert.doesNotMatch(text, /\bat \S+ \(|\.js:\d+|node_modules/, 'a stack trace');
		await details.close();
	});
});

void describe('a workflow with all the nodes', () => {
	before(async () => {
		broken = false;
		await canvas.open(await saveShowcase(stage.rest, stage.sandbox));
	});

	step('shows icons that stand out in both themes', async () => {
		const { page } = browser;
		const light = await iconsOf(page, PACKAGE_NAME);
		await camera.take('workflow');
		let dark: Icon[] = [];
		await inDark(page, async () => {
			dark = await eventually(
				'dark icons',
				() => iconsOf(page, PACKAGE_NAME),
				(icons) => icons.every(({ source }) => source.includes('.dark.')),
			);
			await camera.take('workflow-dark');
		});

		assert.equal(light.length, 6);
		assert.equal(dark.length, 6);
		for (const [index, icon] of light.entries()) {
			assert.notEqual(icon.source, dark[index]?.source);
			for (const { source, standsOut } of [icon, dark[index] ?? icon]) {
				assert.ok(standsOut > VISIBLE_SHARE, `${source} stands out by ${standsOut}`);
			}
		}
		const least = Math.min(...[...light, ...dark].map(({ standsOut }) => standsOut));
		report('editor', 'of an icon that stands out 3:1, at least', `${Math.floor(least * 100)} %`);
	});

	step('shows what a node will give out before it has run', async () => {
		const details = await canvas.openNode('Tell the Team');
		await details.input(/incident_id/, /subject\s+name\s+phone/, /coordinates/);
		await details.close();
	});

	step('fetches a test event of Sety, as a table, as JSON and as a schema', async () => {
		const details = await canvas.openNode('Sety Trigger');
		await details.execute();
		await details.output(/3 items/, /incidentCreated/);
		await details.show('json');
		await details.output(/"event":\s+"incidentCreated"/, /"incident_id":\s+"inc_/);
		await details.show('table');
		await details.output(/incident_id:\s*inc_/);
		await details.show('schema');
		await details.output(/event\s+incidentCreated/, /incident_id\s+inc_/);
		await camera.take('sety-trigger');
		await inDark(browser.page, () => camera.take('sety-trigger-dark'));
		await details.close();
	});

	step('fetches test events of Samsara and dismisses them', async () => {
		const update = await canvas.openNode('Dismiss Events');
		await update.execute();
		await update.output(/3 items/, /accepted\s+true/, /confirmed\s+true/, /eventState\s+dismissed/);
		const dismissed = (await stage.sandbox.control.samsara.events()).filter(
			({ eventState }) => eventState === 'dismissed',
		);
		assert.deepEqual(
			dismissed.map(({ dismissalReason }) => dismissalReason?.code),
			['minorEvent', 'minorEvent', 'minorEvent'],
		);
		await update.input(/3 items/, /safetyEventCreated/);
		await camera.takeWholeForm('samsara-update');
		await update.close();
	});

	step('sends an event to SafetyKit', async () => {
		const details = await canvas.openNode('Report Message');
		await details.execute();
		await details.output(/1 item/);
		await camera.takeWholeForm('safetykit-event');
		await details.close();

		const [event] = await stage.sandbox.control.safetyKit.events();
		assert.match(JSON.stringify(event), /Hey, is this still available\?/);
	});

	step('waits for a webhook of SafetyKit and shows it', async () => {
		const details = await canvas.openNode('SafetyKit Trigger');
		const url = await details.webhookUrl();
		await details.start();
		await details.untilListening();
		const send = async () =>
			await stage.sandbox.control.safetyKit.sendWebhook({
				url,
				secret: SAFETYKIT_WEBHOOK_SECRET,
				// n8n's clock, as that of SafetyKit would be.
				timestamp: Math.floor(Date.now() / 1_000),
				body: { type: 'workflow.succeeded', data: { object_id: 'listing_42' } },
			});
		// The editor says that it listens some moments before n8n does.
		const { status } = await eventually('n8n to listen', send, (sent) => sent.status !== 404);

		assert.equal(status, 200);
		await details.output(/1 item/, /workflow\.succeeded/, /listing_42/);
		await details.close();
		report('editor', 'pictures taken', camera.taken);
	});
});

void describe('a workflow that cannot start yet', () => {
	before(async () => {
		broken = false;
		await canvas.open(await saveUnready(stage.rest, stage.sandbox));
	});

	step('is not published, and says what to do', async () => {
		assert.match(
			await canvas.publishInVain(),
			/Webhook Secret of the SafetyKit credential is empty\. Add the Production URL.* into the credential\./,
		);
	});

	step('says in place of a list why there is none, and what to do', async () => {
		const details = await canvas.openNode('Cancel');
		assert.match(
			await details.openListInVain('incidentId'),
			/starts with http, so a live key would travel unencrypted\s+Use https, or a test key/,
		);
		browser.forgive(/\/rest\/dynamic-node-parameters\//);
	});
});
