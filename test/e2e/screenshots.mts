import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inCheckout } from '../../harness/checkout.mts';
import { temporaryFolder } from '../../harness/process/temporaryFolder.mts';

/** Set when the pictures of the README are to be made anew; otherwise they are taken and thrown away. */
export const SCREENSHOTS = 'E2E_SCREENSHOTS';

/** Whether this run takes the pictures of the documentation. */
export const takesScreenshots = (): boolean => process.env[SCREENSHOTS] !== undefined;

/** The folder that pictures go to. */
export function screenshotFolder(): string {
	if (!takesScreenshots()) return temporaryFolder('n8n-screenshots-');
	const folder = join(inCheckout('docs'), 'images');
	mkdirSync(folder, { recursive: true });
	return folder;
}
