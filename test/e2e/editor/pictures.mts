import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { screenshotFolder } from '../screenshots.mts';
import { VIEWPORT } from './browser.mts';
import { Notices } from './notices.mts';
import { eventually } from './patience.mts';

/** Empty on the canvas and in an opened node, so that nothing shows more than it does by itself. */
const OUT_OF_THE_WAY = { x: 1_000, y: 690 };

/** Runs in the page: how many pixels of the form have to be scrolled to. */
const BELOW_THE_FORM = `(() => {
	const form = document.querySelector('[data-test-id="node-parameters"]');
	for (let one = form; one; one = one.parentElement) {
		const hidden = one.scrollHeight - one.clientHeight;
		if (hidden > 0 && /auto|scroll/.test(getComputedStyle(one).overflowY)) return hidden;
	}
	return 0;
})()`;
const HIGHEST = 1_800;
/** Keeps the picture of a form below 150 kB. */
const FORM_HEIGHT = 1_130;

/** Empty boxes that the code editor of n8n's fields leaves in the upper left corner of the page. */
const LEFTOVERS = 'div[class^="ͼ"]:empty { visibility: hidden; }';

/** Takes the pictures that the README shows, without what only passes by. */
export class Camera {
	readonly #page: Page;
	readonly #folder = screenshotFolder();
	taken = 0;

	constructor(page: Page) {
		this.#page = page;
	}

	/** With a window so high that all of an opened node's form is in view. */
	async takeWholeForm(name: string): Promise<void> {
		const below = z.number().parse(await this.#page.evaluate(BELOW_THE_FORM));
		const height = Math.min(VIEWPORT.height + below, HIGHEST);
		await this.#page.setViewportSize({ ...VIEWPORT, height });
		await this.take(name);
		await this.#page.setViewportSize(VIEWPORT);
	}

	/** A long part of an opened node, in a picture that loads quickly. */
	async takeForm(name: string): Promise<void> {
		await this.#page.setViewportSize({ ...VIEWPORT, height: FORM_HEIGHT });
		await this.take(name);
		await this.#page.setViewportSize(VIEWPORT);
	}

	/** Waits until nothing moves any more. `name` becomes the name of the file. */
	async take(name: string): Promise<void> {
		await new Notices(this.#page).close();
		await this.#page.mouse.move(OUT_OF_THE_WAY.x, OUT_OF_THE_WAY.y);
		let before: Buffer = Buffer.alloc(0);
		const picture = await eventually(
			'the page to come to rest',
			() => this.#page.screenshot({ animations: 'disabled', caret: 'hide', style: LEFTOVERS }),
			(now) => {
				const rests = now.equals(before);
				before = now;
				return rests;
			},
		);
		writeFileSync(join(this.#folder, `${name}.png`), picture);
		this.taken += 1;
	}
}
