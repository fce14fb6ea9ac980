import { selectors, type Page } from 'playwright-core';
import type { Shutdown } from '../../../harness/process/shutdown.mts';
import { startChromium } from '../chromium.mts';
import { PATIENCE_MS } from './patience.mts';

/** As wide as a laptop: at 1280 n8n cuts off the right edge of an opened node. */
export const VIEWPORT = { width: 1440, height: 900 };

export interface Browser {
	page: Page;
	/** What the page has complained about so far: errors on its console, and exceptions that nobody caught. */
	complaints: readonly string[];
	/** Takes back the complaints about what a test provokes. */
	forgive(about: RegExp): void;
}

/** Opens Chromium in n8n's light theme. It ends with `shutdown`. */
export async function openBrowser(shutdown: Shutdown, origin: string): Promise<Browser> {
	selectors.setTestIdAttribute('data-test-id');
	const browser = await startChromium(shutdown);
	const page = await browser.newPage({
		viewport: VIEWPORT,
		colorScheme: 'light',
		// Without a graphics card, moving pictures cost a sixth of the processor's time.
		reducedMotion: 'reduce',
	});
	page.setDefaultTimeout(PATIENCE_MS);
	page.setDefaultNavigationTimeout(PATIENCE_MS);
	const complaints = complaintsOf(page, origin);
	const forgive = (about: RegExp) => {
		const kept = complaints.filter((one) => !about.test(one));
		complaints.splice(0, complaints.length, ...kept);
	};
	return { page, complaints, forgive };
}

function complaintsOf(page: Page, origin: string): string[] {
	const complaints: string[] = [];
	page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
	page.on('console', (message) => {
		const { url } = message.location();
		// Who is not signed in yet is told so with a 401, and the other origins are ours to refuse.
		// n8n asks itself for the output schema of each of its own nodes, and has none of some.
		const expected =
			url === `${origin}/rest/login` ||
			url.startsWith(`${origin}/schemas/n8n-nodes-base.`) ||
			!url.startsWith(origin);
		if (message.type() === 'error' && !(expected && message.text().startsWith('Failed to load'))) {
			complaints.push(`${message.text()} (${url})`);
		}
	});
	return complaints;
}
