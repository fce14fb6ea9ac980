import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** Nothing that a person can see or copy from the page, and nothing in its source, has a secret in it. */
export async function assertNoSecret(page: Page, secrets: readonly string[]): Promise<void> {
	const typed = await page.locator('input:not([type=password]), textarea').all();
	const values = await Promise.all(typed.map((field) => field.inputValue().catch(() => '')));
	const seen = [await page.content(), ...values].join('\n');
	for (const [index, secret] of secrets.entries()) {
		assert.ok(!seen.includes(secret), `The page shows secret number ${index}.`);
	}
}
