import type { Page } from 'playwright-core';
import { z } from 'zod';
import { COLORS } from './colors.mts';

const icon = z.object({
	source: z.string(),
	/** Of the pixels that the icon paints: how many stand out from the box they are on, from 0 to 1. */
	standsOut: z.number(),
});

export type Icon = z.infer<typeof icon>;

/** WCAG 2.2, 1.4.11: what a graphical object needs to be told from what is next to it. */
const CONTRAST = 3;

/**
 * Runs in the page. Draws an icon the way the editor shows it and compares each pixel with the box behind it by the
 * contrast ratio of WCAG 2.2.
 */
const LOOK = `async (images) => {
	${COLORS}
	return await Promise.all(images.map(async (image) => {
		await image.decode();
		const box = behind(image);
		const pixels = pixelsOf((brush) => brush.drawImage(image, 0, 0, 48, 48));
		let [painted, different] = [0, 0];
		for (let at = 0; at < pixels.length; at += 4) {
			if (pixels[at + 3] < 128) continue;
			painted += 1;
			if (contrast(pixels.slice(at, at + 3), box) >= ${CONTRAST}) different += 1;
		}
		return { source: image.src, standsOut: painted === 0 ? 0 : different / painted };
	}));
}`;

/** The icons of our nodes on the canvas, as the editor shows them in its present theme. */
export async function iconsOf(page: Page, packageName: string): Promise<Icon[]> {
	const images = `[...document.querySelectorAll('[data-test-id="canvas-node"] img[src*="${packageName}"]')]`;
	return z.array(icon).parse(await page.evaluate(`(${LOOK})(${images})`));
}
