import type { Page } from 'playwright-core';
import { z } from 'zod';

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
	const linear = (channel) => {
		const part = channel / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	};
	const luminance = ([red, green, blue]) =>
		0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
	const contrast = (one, other) => {
		const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
		return (light + 0.05) / (dark + 0.05);
	};
	const pixelsOf = (paint) => {
		const canvas = document.createElement('canvas');
		[canvas.width, canvas.height] = [48, 48];
		const brush = canvas.getContext('2d');
		paint(brush);
		return brush.getImageData(0, 0, 48, 48).data;
	};
	const behind = (element) => {
		for (let one = element; one; one = one.parentElement) {
			const { backgroundColor } = getComputedStyle(one);
			const [red, green, blue, opacity] = pixelsOf((brush) => {
				brush.fillStyle = backgroundColor;
				brush.fillRect(0, 0, 48, 48);
			});
			if (opacity === 255) return [red, green, blue];
		}
		throw new Error('Nothing is behind the icon.');
	};
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
