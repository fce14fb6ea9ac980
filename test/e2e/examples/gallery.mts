import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import type { Example } from '../../../demo/examples/exampleFile.mts';
import type { Login } from '../../../harness/n8n/userFolder.mts';
import type { Shutdown } from '../../../harness/process/shutdown.mts';
import { openBrowser } from '../editor/browser.mts';
import { Canvas } from '../editor/canvas.mts';
import { Notices } from '../editor/notices.mts';
import { eventually } from '../editor/patience.mts';
import { signIn } from '../editor/signIn.mts';
import { screenshotFolder } from '../screenshots.mts';

/** So wide that the names of the nodes of a long workflow can be read. */
const WINDOW = { width: 1600, height: 900 };
/** Around the nodes and notes in a picture, in pixels. */
const MARGIN = 16;

/** Without the buttons and menus that lie on the canvas. */
const ONLY_NODES = `
	[data-test-id="canvas-controls"], [data-test-id="canvas-handle-plus-wrapper"], .vue-flow__panel,
	[class*="executionButtons"], [class*="_actions_"], [class*="nodeButtons"] {
		visibility: hidden !important;
	}
`;

/** Runs in the page: the box around all nodes, their names, notes and lines, in pixels of the window. */
const OUTLINE = `(() => {
	const parts = '.vue-flow__node, .vue-flow__node [class*="_description_"], .vue-flow__edge-path';
	const all = [...document.querySelectorAll(parts)]
		.map((one) => one.getBoundingClientRect())
		.filter(({ width }) => width > 0);
	const left = Math.min(...all.map((one) => one.left));
	const top = Math.min(...all.map((one) => one.top));
	return {
		x: left,
		y: top,
		width: Math.max(...all.map((one) => one.right)) - left,
		height: Math.max(...all.map((one) => one.bottom)) - top,
	};
})()`;

const outline = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** Takes the pictures of the gallery: each workflow as it lies on the canvas. */
export class Gallery {
	readonly #page: Page;
	readonly #canvas: Canvas;
	readonly #folder = screenshotFolder();

	private constructor(page: Page, origin: string) {
		this.#page = page;
		this.#canvas = new Canvas(page, origin);
	}

	static async open(shutdown: Shutdown, origin: string, login: Login): Promise<Gallery> {
		const { page } = await openBrowser(shutdown, origin);
		await page.setViewportSize(WINDOW);
		await signIn(page, origin, login);
		return new Gallery(page, origin);
	}

	async take({ file }: Pick<Example, 'file'>, workflowId: string): Promise<void> {
		await this.#canvas.open(workflowId);
		await new Notices(this.#page).close();
		await this.#page.mouse.move(0, 0);
		let before: Buffer = Buffer.alloc(0);
		const picture = await eventually(
			'the canvas to come to rest',
			async () => {
				const { x, y, width, height } = outline.parse(await this.#page.evaluate(OUTLINE));
				const clip = {
					x: x - MARGIN,
					y: y - MARGIN,
					width: width + 2 * MARGIN,
					height: height + 2 * MARGIN,
				};
				return await this.#page.screenshot({ animations: 'disabled', style: ONLY_NODES, clip });
			},
			(now) => {
				const rests = now.equals(before);
				before = now;
				return rests;
			},
		);
		writeFileSync(join(this.#folder, `example-${file.replace(/\.json$/, '')}.png`), picture);
	}
}
