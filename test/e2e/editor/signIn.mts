import type { Page } from 'playwright-core';
import type { Login } from '../../../harness/n8n/userFolder.mts';

/** Signs in with the form of /signin. */
export async function signIn(page: Page, origin: string, login: Login): Promise<void> {
	await page.goto(`${origin}/signin`);
	await page.locator('[name=emailOrLdapLoginId]').fill(login.email);
	await page.locator('[name=password]').fill(login.password);
	await page.getByTestId('form-submit-button').click();
	await page.waitForURL((url) => url.pathname !== '/signin');
}
