import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { saveServiceCredentials } from '../../../../demo/examples/credentials.mts';
import { Shutdown } from '../../../../harness/process/shutdown.mts';
import { LIVE_KEY } from '../../../../harness/sandbox.mts';
import { report } from '../../figures.mts';
import { openStage, type Stage } from '../../stage.mts';
import { openBrowser, type Browser } from '../browser.mts';
import { Canvas } from '../canvas.mts';
import { Camera } from '../pictures.mts';
import { assertNoSecret } from '../secrets.mts';
import { SECRETS } from '../showcase.mts';
import { signIn } from '../signIn.mts';
import { inDark } from '../theme.mts';
import { Hand } from './hand.mts';
import { recipes } from './recipes.cts';
import { worlds } from './worlds.mts';

/** Where the editor's state is left to be looked at when a recipe does not work. */
const LAST_SIGHT = join(tmpdir(), 'n8n-editor-last-sight.png');

const shutdown = new Shutdown();
let stage: Stage;
let browser: Browser;
let canvas: Canvas;
let camera: Camera;

before(async () => {
	stage = await openStage(shutdown);
	browser = await openBrowser(shutdown, stage.n8n.origin);
	canvas = new Canvas(browser.page, stage.n8n.origin);
	camera = new Camera(browser.page);
	await saveServiceCredentials(stage.rest, stage.sandbox);
	await signIn(browser.page, stage.n8n.origin, stage.userFolder.memory.login);
});

after(() => shutdown.end());

void describe('the recipes of docs/recipes.md, built as they are written', () => {
	for (const recipe of recipes) {
		void it(recipe.title, async (test) => {
			const { page } = browser;
			try {
				const world = await worlds[recipe.picture]?.(stage, shutdown);
				assert.ok(world, 'There is no world around the recipe.');
				await world.prepare?.();
				const begun = await world.workflow?.();
				if (begun === undefined) await canvas.openNew();
				else await canvas.open(begun);
				const hand = new Hand(page, canvas, world);
				for (const { says, does } of recipe.steps) {
					test.diagnostic(says);
					for (const action of does) await hand.take(action);
				}
				await camera.takeForm(recipe.picture);
				if (world.inDark) await inDark(page, () => camera.takeForm(`${recipe.picture}-dark`));
				await world.effect();
				await assertNoSecret(page, [...SECRETS, LIVE_KEY]);
				assert.deepEqual(browser.complaints, []);
			} catch (error) {
				await page.screenshot({ path: LAST_SIGHT });
				test.diagnostic(`What the page showed: ${LAST_SIGHT}`);
				throw error;
			}
		});
	}

	void it('counts them', () => report('editor', 'recipes built by clicking', recipes.length));
});
