import type { Locator, Page } from 'playwright-core';
import { CredentialModal } from './credentialModal.mts';
import { Notices } from './notices.mts';
import { eventually } from './patience.mts';

export type View = 'schema' | 'table' | 'json';

/** An opened node: its input, its form and its output. */
export class NodeDetails {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	get #place(): Locator {
		return this.#page.getByTestId('ndv');
	}

	get #form(): Locator {
		return this.#place.getByTestId('node-parameters');
	}

	async untilOpen(): Promise<void> {
		await this.#form.waitFor();
	}

	async close(): Promise<void> {
		await this.#place.getByTestId('ndv-close-button').click();
		await this.#place.waitFor({ state: 'hidden' });
	}

	/** The labels of the form from top to bottom, without the switches beside them. */
	async labels(): Promise<string[]> {
		const labels = await this.#form
			.getByTestId('input-label')
			.filter({ visible: true })
			.allInnerTexts();
		return labels
			.map((label) => (label.split('\n', 1)[0] ?? '').trim())
			.filter((label) => label !== '');
	}

	async connect(): Promise<CredentialModal> {
		// n8n asks its server for a name, and refuses to save a credential without one (400).
		const named = this.#page.waitForResponse(/\/rest\/credentials\/new/);
		await this.#form.getByTestId('node-credentials-empty-state').getByRole('button').click();
		const modal = new CredentialModal(this.#page);
		await modal.untilOpen();
		await named;
		return modal;
	}

	/** Opens the credential that is chosen already. n8n tests it at once. */
	async openCredential(): Promise<CredentialModal> {
		await this.#form.getByTestId('credential-edit-button').click();
		const modal = new CredentialModal(this.#page);
		await modal.untilOpen();
		return modal;
	}

	/** `name` is a parameter's own, such as subjectName. */
	async fill(name: string, text: string): Promise<void> {
		await this.#parameter(name).locator('input, textarea').first().fill(text);
	}

	async choose(name: string, option: string): Promise<void> {
		await this.#parameter(name).click();
		await this.#page
			.getByRole('option')
			.filter({ has: this.#page.getByText(option, { exact: true }) })
			.click();
	}

	/** Opens the list of a resource locator and types into its search. Returns what it offers then, all of it with `words`. */
	async searchList(name: string, words: string): Promise<string[]> {
		// A click on a notice, to close it, would close the list as well.
		await this.#notices.close();
		await this.#parameter(name).click();
		await this.#page.getByTestId('rlc-search').fill(words);
		return await eventually(
			`a list with nothing but "${words}"`,
			async () => await this.#listed.allInnerTexts(),
			(names) =>
				names.length > 0 && names.every((one) => one.toLowerCase().includes(words.toLowerCase())),
		);
	}

	/** Opens the list of a resource locator that n8n cannot load. Returns what stands in its place. */
	async openListInVain(name: string): Promise<string> {
		await this.#parameter(name).click();
		const place = this.#page.getByTestId('rlc-error-container');
		await place.waitFor();
		return await place.innerText();
	}

	async pick(index: number): Promise<void> {
		await this.#listed.nth(index).click();
		await this.#listed.first().waitFor({ state: 'hidden' });
	}

	/** Runs the node, or fetches a test event when it is a trigger, until n8n says that it has ended. */
	async execute(): Promise<void> {
		// n8n does not start a run while another one is on its way; what is said of that one has to be gone first.
		await this.#notices.close();
		await this.start();
		await this.#notices.untilSaid(/executed successfully|Problem in node/);
	}

	/** Presses the button that runs the node. */
	async start(): Promise<void> {
		await this.#place.getByTestId('node-execute-button').click();
	}

	/** Waits for an output that has it all, and returns its text. */
	async output(...parts: RegExp[]): Promise<string> {
		return await eventually(
			`an output with ${parts.join(' and ')}`,
			async () => await this.#output.innerText(),
			(text) => parts.every((part) => part.test(text)),
		);
	}

	/** The address that a webhook trigger listens at while it is being tested. */
	async webhookUrl(): Promise<string> {
		await this.#place.getByText('Webhook URLs').click();
		const url = this.#place.getByText(/^https?:\/\/\S+\/webhook-test\/\S+$/);
		return (await url.innerText()).trim();
	}

	/** Until a trigger that was started waits for its event. */
	async untilListening(): Promise<void> {
		await this.#page.getByText('Stop Listening').first().waitFor();
	}

	async show(view: View): Promise<void> {
		await this.#output.getByTestId(`radio-button-${view}`).click();
	}

	/** Waits for what the input is shown to be, by a run or by what the node before says it will be. */
	async input(...parts: RegExp[]): Promise<string> {
		return await eventually(
			`an input with ${parts.join(' and ')}`,
			async () => await this.#place.getByTestId('ndv-input-panel').innerText(),
			(text) => parts.every((part) => part.test(text)),
		);
	}

	get #notices(): Notices {
		return new Notices(this.#page);
	}

	get #output(): Locator {
		return this.#place.getByTestId('output-panel');
	}

	get #listed(): Locator {
		return this.#page.getByTestId('rlc-item');
	}

	#parameter(name: string): Locator {
		return this.#form.getByTestId(`parameter-input-${name}`);
	}
}
