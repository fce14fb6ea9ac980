import type { Locator, Page } from 'playwright-core';
import { eventually } from './patience.mts';

/** For a notice that is about to go by itself. */
const CLICK_MS = 1_000;

/** The notices that n8n shows in a corner for some seconds. */
export class Notices {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	get #all(): Locator {
		return this.#page.locator('.el-notification');
	}

	/** Waits for one that says so. */
	async untilSaid(what: RegExp): Promise<void> {
		await this.#all.filter({ hasText: what }).first().waitFor();
	}

	async close(): Promise<void> {
		const close = this.#all.first().locator('.el-notification__closeBtn');
		await eventually(
			'the notices to be gone',
			async () => {
				const count = await this.#all.count();
				if (count > 0) await close.click({ timeout: CLICK_MS }).catch(() => undefined);
				return count;
			},
			(count) => count === 0,
		);
	}
}
