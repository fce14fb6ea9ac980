import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import {
	rowsOfCsv,
	withoutGuard,
	type ReportRow,
} from '../../../demo/examples/weeklyReport/reportRows.mts';
import { temporaryFolder } from '../../../harness/process/temporaryFolder.mts';
import { screenshotFolder } from '../screenshots.mts';

/** A window on a desk, and a telephone held upright. */
const WIDTHS = [1280, 390];
const HEIGHT = 900;
/** Below what a picture ends with. */
const MARGIN = 24;

const shownRow = z.object({
	section: z.string(),
	key: z.string(),
	value: z.string(),
	weekBefore: z.string(),
});

/** Runs in the page: what a reader sees of its tables, row by row. */
const ROWS = `[...document.querySelectorAll('section')].flatMap((section) =>
	[...section.querySelectorAll('tbody tr')]
		.filter((row) => row.checkVisibility() && row.getBoundingClientRect().height > 0)
		.map((row) => {
			const [value, weekBefore] = [...row.querySelectorAll('td:not(.bar)')];
			return {
				section: section.querySelector('h2').textContent,
				key: row.querySelector('th').textContent,
				value: value.textContent,
				weekBefore: weekBefore.textContent,
			};
		}),
)`;

/** Runs in the page: by how many pixels something reaches beyond the right edge of the window. */
const TOO_WIDE = `document.documentElement.scrollWidth - document.documentElement.clientWidth`;

/** The weekly report, opened as its reader would: from the file, in a browser. */
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

	/** Every row of the table stands on the page, under a heading, and in every window all of it is in view. */
	async assertReadable(csv: string): Promise<void> {
		const wanted = rowsOfCsv(csv).map((row) => ({ ...row, key: withoutGuard(row.key) }));
		const headings = await this.#page.locator('h2').allInnerTexts();
		assert.deepEqual(await this.#page.locator('h1').allInnerTexts(), ['Weekly safety report']);
		assert.deepEqual(
			[...new Set(wanted.map(({ section }) => section))].filter((one) => !headings.includes(one)),
			[],
			'headings',
		);
		for (const width of WIDTHS) {
			await this.#page.setViewportSize({ width, height: HEIGHT });
			const rows = z.array(shownRow).parse(await this.#page.evaluate(ROWS));
			assert.deepEqual(rows.map(inOneLine), wanted.map(inOneLine), `rows at ${width} px`);
			assert.equal(await this.#page.evaluate(TOO_WIDE), 0, `too wide for ${width} px`);
		}
		assert.deepEqual(this.#complaints, []);
	}

	/** For the README: the page from its top to the end of a section. */
	async takePicture(name: string, lastSection: string): Promise<void> {
		const width = 1100;
		await this.#page.setViewportSize({ width, height: HEIGHT });
		const section = this.#page.locator('section').filter({ hasText: lastSection });
		const box = await section.first().boundingBox();
		if (box === null) throw new Error(`The page does not show ${lastSection}.`);
		await this.#page.screenshot({
			path: join(screenshotFolder(), `${name}.png`),
			fullPage: true,
			clip: { x: 0, y: 0, width, height: box.y + box.height + MARGIN },
		});
	}

	async close(): Promise<void> {
		await this.#page.close();
	}
}

/** A browser shows white space of whatever kind as one space. */
const inOneLine = (row: ReportRow) =>
	Object.fromEntries(
		Object.entries(row).map(([name, text]: [string, string]) => [
			name,
			text.replaceAll(/\s+/g, ' ').trim(),
		]),
	);
