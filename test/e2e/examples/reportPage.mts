import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { temporaryFolder } from '../../../harness/process/temporaryFolder.mts';
import { screenshotFolder } from '../screenshots.mts';

/** A window on a desk, and a telephone held upright. */
const WIDTHS = [1280, 390];
const HEIGHT = 900;
/** Of the picture, from the top of the page. */
const PICTURE_HEIGHT = 660;

/** Runs in the page: by how many pixels something reaches beyond the right edge of the window. */
const TOO_WIDE = `document.documentElement.scrollWidth - document.documentElement.clientWidth`;

/** A number at the top of the page. */
export interface KeyFigure {
	name: string;
	now: number;
}

/** The page of a report, opened as its reader would: from the file, in a browser. */
export class ReportPage {
	readonly #page: Page;
	/** What the page did beyond showing itself. */
	readonly #complaints: string[] = [];

	private constructor(page: Page) {
		this.#page = page;
		page.on('pageerror', (error) => this.#complaints.push(error.message));
		page.on('dialog', (dialog) => {
			this.#complaints.push(`a dialog: ${dialog.message()}`);
			void dialog.dismiss();
		});
		page.on('console', (message) => {
			if (message.type() === 'error') this.#complaints.push(message.text());
		});
		page.on('request', (request) => {
			if (!request.isNavigationRequest()) this.#complaints.push(`a request: ${request.url()}`);
		});
	}

	static async open(browser: Browser, html: string): Promise<ReportPage> {
		const file = join(temporaryFolder('n8n-report-'), 'report.html');
		writeFileSync(file, html);
		const page = await browser.newPage({ colorScheme: 'light' });
		const report = new ReportPage(page);
		await page.goto(pathToFileURL(file).href);
		return report;
	}

	/** Title and key figures stand on the page, and in every window all of it is in view. */
	async assertReadable(title: string, keyFigures: readonly KeyFigure[]): Promise<void> {
		assert.deepEqual(await this.#page.locator('h1').allInnerTexts(), [title]);
		for (const width of WIDTHS) {
			await this.#page.setViewportSize({ width, height: HEIGHT });
			const tiles = (await this.#page.locator('.tile').allInnerTexts()).map(inOneLine);
			for (const { name, now } of keyFigures) {
				const shown = tiles.find((tile) => tile.startsWith(name));
				assert.match(shown ?? '', new RegExp(`^${name}.* ${now}\\b`), `${name} at ${width} px`);
			}
			assert.equal(await this.#page.evaluate(TOO_WIDE), 0, `too wide for ${width} px`);
		}
		assert.deepEqual(this.#complaints, []);
	}

	/** For the README: the top of the page. */
	async takePicture(name: string): Promise<void> {
		const width = 1100;
		await this.#page.setViewportSize({ width, height: HEIGHT });
		await this.#page.screenshot({
			path: join(screenshotFolder(), `${name}.png`),
			fullPage: true,
			clip: { x: 0, y: 0, width, height: PICTURE_HEIGHT },
		});
	}

	async close(): Promise<void> {
		await this.#page.close();
	}
}

const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
