import type { Locator, Page } from 'playwright-core';

/** The window in which a credential is made, tested and changed. */
export class CredentialModal {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	/** The window; its head with the buttons lies outside of what n8n calls the dialog. */
	get #window(): Locator {
		return this.#page.getByRole('dialog').filter({ has: this.#body });
	}

	get #body(): Locator {
		return this.#page.getByTestId('credential-edit-dialog');
	}

	async untilOpen(): Promise<void> {
		await this.#field('apiKey').waitFor();
	}

	async fill(name: string, text: string): Promise<void> {
		await this.#field(name).fill(text);
	}

	/** How a field takes its text: `password` shows dots. */
	async typeOf(name: string): Promise<string | null> {
		return await this.#field(name).getAttribute('type');
	}

	/** What n8n has put into the field. */
	async valueOf(name: string): Promise<string> {
		return await this.#field(name).inputValue();
	}

	/** n8n tests a credential when it is saved; the window closes by itself when the test is passed. */
	async save(): Promise<void> {
		await this.#page.getByTestId('credential-save-button').click();
	}

	/** Waits for the red banner, unfolds it and waits until it says `reason`. */
	async untilRefused(reason: RegExp): Promise<void> {
		await this.#body.getByText('Couldn’t connect with these settings').waitFor();
		await this.#body.getByText('More details').click();
		await this.#body.getByText(reason).waitFor();
	}

	/** Waits for the green banner. */
	async untilAccepted(): Promise<void> {
		await this.#body.getByTestId('credentials-config-container-test-success').waitFor();
	}

	async untilClosed(): Promise<void> {
		await this.#body.waitFor({ state: 'hidden' });
	}

	/** By its cross: Escape would close the node behind it, too. */
	async close(): Promise<void> {
		await this.#window.getByRole('button', { name: 'Close this dialog' }).click();
		await this.untilClosed();
	}

	#field(name: string): Locator {
		return this.#body.getByTestId(`parameter-input-${name}`).locator('input');
	}
}
