import { chromium, type Browser } from 'playwright-core';
import type { Shutdown } from '../../harness/process/shutdown.mts';
import { CHROMIUM, pathOf } from './programs.mts';

/** For a browser in a container that is to talk to nobody but us. */
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	// The editor asks npm for newer versions of installed packages; nothing here may depend on who answers. To fulfil such a
	// request in Playwright would turn off the cache of all others.
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** Starts a headless Chromium. It ends with `shutdown`. */
export async function startChromium(shutdown: Shutdown): Promise<Browser> {
	const browser = await chromium.launch({ executablePath: pathOf(CHROMIUM), args: FLAGS });
	shutdown.onEnd(() => browser.close());
	return browser;
}
