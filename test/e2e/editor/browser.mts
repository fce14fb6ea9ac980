import { chromium, selectors, type Page } from 'playwright-core';
import type { Shutdown } from '../../../demo/process/shutdown.mts';
import { CHROMIUM, pathOf } from '../programs.mts';
import { PATIENCE_MS } from './patience.mts';

/** For a browser in a container that is to talk to n8n only. */
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** A page as wide as a small laptop. */
const VIEWPORT = { width: 1280, height: 800 };

export interface Browser {
	page: Page;
	/** What the page has complained about so far: errors on its console, and exceptions that nobody caught. */
	complaints: readonly string[];
}

/** Opens Chromium in n8n's light theme. It ends with `shutdown`. */
export async function openBrowser(shutdown: Shutdown, origin: string): Promise<Browser> {
	selectors.setTestIdAttribute('data-test-id');
	const browser = await chromium.launch({ executablePath: pathOf(CHROMIUM), args: FLAGS });
	shutdown.onEnd(() => browser.close());
	const page = await browser.newPage({ viewport: VIEWPORT, colorScheme: 'light' });
	page.setDefaultTimeout(PATIENCE_MS);
	page.setDefaultNavigationTimeout(PATIENCE_MS);

	// The editor asks npm for newer versions of installed packages; nothing here may depend on who answers.
	await page.route(
		(url) => url.origin !== origin,
		(route) => route.fulfill({ status: 404, body: '' }),
	);
	return { page, complaints: complaintsOf(page, origin) };
}

function complaintsOf(page: Page, origin: string): readonly string[] {
	const complaints: string[] = [];
	page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
	page.on('console', (message) => {
		const { url } = message.location();
		// Who is not signed in yet is told so with a 401, and the other origins are ours to refuse.
		const expected = url === `${origin}/rest/login` || !url.startsWith(origin);
		if (message.type() === 'error' && !(expected && message.text().startsWith('Failed to load'))) {
			complaints.push(`${message.text()} (${url})`);
		}
	});
	return complaints;
}
