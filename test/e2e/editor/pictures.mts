import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { screenshotFolder } from '../screenshots.mts';
import { Notices } from './notices.mts';
import { eventually } from './patience.mts';

/** Empty on the canvas and in an opened node, so that nothing shows more than it does by itself. */
const OUT_OF_THE_WAY = { x: 1_000, y: 690 };

/** Takes the pictures that the README shows, without what only passes by. */
export class Camera {
	readonly #page: Page;
	readonly #folder = screenshotFolder();
	taken = 0;

	constructor(page: Page) {
		this.#page = page;
	}

	/** Waits until nothing moves any more. `name` becomes the name of the file. */
	async take(name: string): Promise<void> {
		await new Notices(this.#page).close();
		await this.#page.mouse.move(OUT_OF_THE_WAY.x, OUT_OF_THE_WAY.y);
		let before: Buffer = Buffer.alloc(0);
		const picture = await eventually(
			'the page to come to rest',
			() => this.#page.screenshot({ animations: 'disabled', caret: 'hide' }),
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
