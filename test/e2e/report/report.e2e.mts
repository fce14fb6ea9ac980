import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { renderEmail } from '../../../nodes/SafetyReport/email/email.ts';
import { renderPage } from '../../../nodes/SafetyReport/page/page.ts';
import { inCheckout } from '../../../harness/checkout.mts';
import { Shutdown } from '../../../harness/process/shutdown.mts';
import { HOSTILE, withTexts } from '../../SafetyReport/hostileFigures.cts';
import { OPTIONS } from '../../SafetyReport/reportOptions.cts';
import {
	emptyFigures,
	sampleFigures,
	withoutRepeatPlaces,
} from '../../SafetyReport/sampleFigures.cts';
import { startChromium } from '../chromium.mts';
import { report } from '../figures.mts';
import { screenshotFolder } from '../screenshots.mts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SIZES = { wide: { width: 1_000, height: 900 }, phone: { width: 390, height: 844 } };
const SCHEMES = ['light', 'dark'] as const;

const shutdown = new Shutdown();
const folder = mkdtempSync(join(tmpdir(), 'safety-report-'));
const pictures = screenshotFolder();
let browser: Browser;
let pages = 0;
let rules = 0;

before(async () => {
	browser = await startChromium(shutdown);
});

after(async () => {
	report('report', 'pages and e-mails opened in Chromium', pages);
	report('report', 'rules of axe that each passes or has no use for', rules);
	await shutdown.end();
});

/** Contrast, names, roles, order of headings, tables: what axe can tell. */
interface AxeResult {
	violations: Array<{ id: string; nodes: Array<{ html: string }> }>;
	passes: unknown[];
	inapplicable: unknown[];
}

async function open(
	name: string,
	content: string,
	size: keyof typeof SIZES,
	colorScheme: (typeof SCHEMES)[number],
): Promise<Page> {
	const file = join(folder, `${name}.html`);
	writeFileSync(file, content);
	const context = await browser.newContext({ viewport: SIZES[size], colorScheme });
	const page = await context.newPage();
	page.on('request', (request) => {
		assert.match(request.url(), /^(?:file|data):/, 'the page fetches something');
	});
	page.on('console', (message) => assert.fail(`${name}: ${message.text()}`));
	page.on('pageerror', (error) => assert.fail(`${name}: ${error.message}`));
	page.on('dialog', () => assert.fail(`${name} runs a script`));
	await page.goto(pathToFileURL(file).href);
	pages++;
	return page;
}

async function expectAccessible(page: Page): Promise<void> {
	await page.evaluate(AXE);
	const result = await page.evaluate<AxeResult>('axe.run()');
	const found = result.violations.map(
		({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`,
	);
	assert.deepEqual(found, []);
	rules = result.passes.length + result.inapplicable.length;
}

/** A table that is wider than the page would be cut on paper and scroll on a phone. */
async function expectNothingWider(page: Page): Promise<void> {
	const wider = await page.evaluate(
		'document.documentElement.scrollWidth - document.documentElement.clientWidth',
	);
	assert.equal(wider, 0);
}

const CASES = {
	week: sampleFigures(),
	empty: emptyFigures(),
	singlePlaces: withoutRepeatPlaces(sampleFigures()),
	hostile: withTexts(HOSTILE),
};

for (const [name, figures] of Object.entries(CASES)) {
	for (const size of ['wide', 'phone'] as const) {
		for (const scheme of SCHEMES) {
			it(`the page is accessible and fits: ${name}, ${size}, ${scheme}`, async () => {
				const page = await open(name, renderPage(figures, OPTIONS), size, scheme);
				await expectNothingWider(page);
				await expectAccessible(page);
				await page.context().close();
			});
		}
	}

	it(`the e-mail is accessible and fits: ${name}`, async () => {
		const email = renderEmail(figures, OPTIONS);
		for (const size of ['wide', 'phone'] as const) {
			const page = await open(`${name}-email`, email, size, 'light');
			await expectNothingWider(page);
			await expectAccessible(page);
			await page.context().close();
		}
	});

	it(`prints on A4, light also in a dark browser, without a broken row: ${name}`, async () => {
		const page = await open(name, renderPage(figures, OPTIONS), 'wide', 'dark');
		await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
		// A4 at 96 dots an inch without the margins of the page.
		await page.setViewportSize({ width: 688, height: 1_000 });
		await expectNothingWider(page);
		const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor');
		assert.equal(paper, 'rgb(255, 255, 255)');
		const broken = await page.evaluate(
			`[...document.querySelectorAll('tr')].filter((row) => getComputedStyle(row).breakInside !== 'avoid').length`,
		);
		assert.equal(broken, 0);
		const pdf = await page.pdf({ preferCSSPageSize: true });
		const sizes = [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
		assert.ok(sizes.length > 0);
		for (const [, width, height] of sizes) {
			assert.deepEqual([Math.round(Number(width)), Math.round(Number(height))], [595, 842]);
		}
		await page.context().close();
	});
}

it('the charts have their values in tables that open without a script', async () => {
	const page = await open('week', renderPage(CASES.week, OPTIONS), 'wide', 'light');
	const first = page.locator('details').first();
	assert.equal(await first.locator('table').isVisible(), false);
	await first.locator('summary').press('Enter');
	assert.equal(await first.locator('table').isVisible(), true);
	const charts = await page.locator('svg[role=img]:visible').count();
	const tables = await page.locator('figure:has(svg) table, figure:has(svg) + table').count();
	assert.equal(charts, tables);
	await page.context().close();
});

const costs = z.object({ report: z.number(), records: z.number(), megabytes: z.number() });

it('makes a report of 100,000 records in 2 seconds of the processor and 300 MB', () => {
	const script = fileURLToPath(new URL('./cost.cjs', import.meta.url));
	const node = inCheckout('dist', 'nodes', 'SafetyReport');
	// The least of three is what it takes when nothing disturbs it.
	const [least] = Array.from({ length: 3 }, () => {
		const told = execFileSync(process.execPath, ['--expose-gc', script, node, '100000']);
		return costs.parse(JSON.parse(told.toString()));
	}).sort((a, b) => a.report - b.report);
	assert.ok(least);
	assert.ok(least.report < 2, `${least.report} s`);
	assert.ok(least.megabytes < 300, `${least.megabytes} MB`);
	report(
		'report',
		'report of 100,000 records: time of the processor',
		`${least.report.toFixed(1)} s`,
	);
	report('report', 'its records.csv besides', `${least.records.toFixed(1)} s`);
	report('report', 'its memory beyond the input', `${Math.round(least.megabytes)} MB`);
});

it('takes the pictures', async () => {
	const content = renderPage(CASES.week, OPTIONS);
	for (const [file, size, scheme, height] of [
		['report-light.png', 'wide', 'light', 1_560],
		['report-dark.png', 'wide', 'dark', 1_560],
		['report-phone.png', 'phone', 'light', 1_400],
	] as const) {
		const page = await open('week', content, size, scheme);
		const { width } = SIZES[size];
		await page.screenshot({
			path: join(pictures, file),
			fullPage: true,
			clip: { x: 0, y: 0, width, height },
		});
		await page.context().close();
	}
	const page = await open('week-email', renderEmail(CASES.week, OPTIONS), 'wide', 'light');
	await page.setViewportSize({ width: 720, height: 900 });
	await page.screenshot({
		path: join(pictures, 'report-email.png'),
		fullPage: true,
		clip: { x: 0, y: 0, width: 720, height: 1_350 },
	});
	await page.context().close();
});
