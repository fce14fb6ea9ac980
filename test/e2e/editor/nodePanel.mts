import type { Page } from 'playwright-core';
import { NodeDetails } from './nodeDetails.mts';
import { eventually } from './patience.mts';

/** As many results as a person sees without scrolling. */
const AT_A_GLANCE = 5;
/** How long n8n may take from the panel to a list in it. */
const LIST_MS = 15_000;
/** No node is called anything like it. */
const NOTHING = 'qqqqqqqq';

/** The panel that new nodes are chosen from. */
export class NodePanel {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	get #panel() {
		return this.#page.getByTestId('node-creator');
	}

	get #search() {
		return this.#panel.getByTestId('node-creator-search-bar');
	}

	get #names() {
		return this.#panel.getByTestId('node-creator-item-name');
	}

	async open(): Promise<void> {
		await this.#page.getByTestId('node-creator-plus-button').first().click();
		await this.#panel.waitFor();
	}

	/** Whether the panel comes to the list of this title. */
	async shows(title: string): Promise<boolean> {
		const header = this.#panel.getByTestId('nodes-list-header').filter({ hasText: title });
		return await header.waitFor({ timeout: LIST_MS }).then(
			() => true,
			() => false,
		);
	}

	/** Types what a person would, and waits until `service` is among what is seen first. */
	async find(words: string, service: string): Promise<void> {
		// So that what is seen then is not left over from the words before.
		await this.#search.fill(NOTHING);
		await this.#names.first().waitFor({ state: 'hidden' });
		await this.#search.fill(words);
		await eventually(
			`${service} to be found by "${words}"`,
			async () => await this.#names.allInnerTexts(),
			(names) => names.slice(0, AT_A_GLANCE).includes(service),
		);
	}

	/** Opens a service that was found: its triggers and its actions are one item of the panel. */
	async openService(service: string): Promise<void> {
		await this.#named(service).click();
		await this.#section('Actions').waitFor();
	}

	/** What an opened service offers, its actions unfolded. */
	async offers(): Promise<{ Triggers: string[]; Actions: string[] }> {
		const [triggers, actions] = [await this.#sizeOf('Triggers'), await this.#sizeOf('Actions')];
		// The actions are folded until the workflow has something that starts it.
		const folded = await this.#exactly(triggers, triggers + actions);
		if (folded.length === triggers) await this.#section('Actions').click();
		const all = await this.#exactly(triggers + actions);
		return { Triggers: all.slice(0, triggers), Actions: all.slice(triggers) };
	}

	async #sizeOf(list: string): Promise<number> {
		return Number(/\((\d+)\)/.exec(await this.#section(list).innerText())?.[1]);
	}

	/** The names once there are so many of them: one view slides over the other, and both are there meanwhile. */
	async #exactly(...counts: number[]): Promise<string[]> {
		return await eventually(
			`${counts.join(' or ')} names`,
			async () => await this.#names.allInnerTexts(),
			(names) => counts.includes(names.length),
		);
	}

	/** From an opened service back to the search. */
	async back(): Promise<void> {
		await this.#panel.getByRole('button').first().click();
		await this.#search.waitFor();
		await this.#section('Actions').waitFor({ state: 'detached' });
	}

	/** Adds an action of the opened service. n8n puts a trigger before it when there is none, and opens the node. */
	async add(action: string): Promise<NodeDetails> {
		await this.#named(action).click();
		const details = new NodeDetails(this.#page);
		await details.untilOpen();
		return details;
	}

	#named(name: string) {
		const literal = name.replaceAll(/[()]/g, '\\$&');
		return this.#names.filter({ hasText: new RegExp(`^\\s*${literal}\\s*$`) });
	}

	#section(list: string) {
		return this.#panel.getByTestId('node-creator-category-item').filter({ hasText: list });
	}
}
