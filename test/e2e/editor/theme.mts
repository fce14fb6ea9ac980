import type { Page } from 'playwright-core';
import { z } from 'zod';
import { COLORS } from './colors.mts';
import { eventually } from './patience.mts';

/** Runs in the page: how light it is in the middle of the window, from 0 to 1. */
const LIGHTNESS = `(() => {
	${COLORS}
	return luminance(behind(document.elementFromPoint(innerWidth / 2, innerHeight / 2)));
})()`;

/** Darker than this is the dark theme; the light one is far above. */
const DARK = 0.1;

/** Does the work in n8n's dark theme, which follows the system, and goes back to the light one. */
export async function inDark(page: Page, work: () => Promise<void>): Promise<void> {
	await page.emulateMedia({ colorScheme: 'dark' });
	await eventually(
		'the dark theme',
		async () => z.number().parse(await page.evaluate(LIGHTNESS)),
		(lightness) => lightness < DARK,
	);
	await work();
	await page.emulateMedia({ colorScheme: 'light' });
	await eventually(
		'the light theme',
		async () => z.number().parse(await page.evaluate(LIGHTNESS)),
		(lightness) => lightness > DARK,
	);
}
