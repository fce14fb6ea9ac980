import type { Locator, Page } from 'playwright-core';
import { eventually } from './patience.mts';
import { NodeDetails } from './nodeDetails.mts';
import { NodePanel } from './nodePanel.mts';

/** The icon lies in the upper part of a node's box, its name in the lower. */
const ICON_FROM_TOP_PX = 40;
const LIST_OF_TOOLS = 'Tools';
/** How often the panel is opened for a list that it does not come to. */
const MOST_TRIES = 4;

/** The place where the nodes of a workflow lie. */
export class Canvas {
	readonly #page: Page;
	readonly #origin: string;

	constructor(page: Page, origin: string) {
		this.#page = page;
		this.#origin = origin;
	}

	async openNew(): Promise<void> {
		await this.#page.goto(`${this.#origin}/workflow/new`);
		await this.#page.getByTestId('canvas-add-button').waitFor();
	}

	/** Opens a saved workflow, all of which is in view then. */
	async open(workflowId: string): Promise<void> {
		await this.#page.goto(`${this.#origin}/workflow/${workflowId}`);
		await this.#page.getByTestId('canvas-node').first().waitFor();
		await this.#page.getByTestId('zoom-to-fit').click();
	}

	/** The panel for new nodes; it stays open until something is chosen. */
	get panel(): NodePanel {
		return new NodePanel(this.#page);
	}

	node(name: string): Locator {
		return this.#page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** Opens the panel for a node that follows this one, by the plus behind it. */
	async addBehind(name: string): Promise<void> {
		await this.#restingBox(name);
		await this.node(name).getByTestId('canvas-handle-plus').click();
	}

	/**
	 * Opens the panel for a tool of this agent, by the plus below it. n8n goes on from the panel to the list of tools by itself,
	 * and stays where it is when that fails: then a person closes the panel and tries again.
	 */
	async addTool(agent: string): Promise<void> {
		await this.#restingBox(agent);
		const handles = this.node(agent).getByTestId('canvas-node-input-handle');
		const plus = handles
			.and(this.#page.locator('[data-connection-type="ai_tool"]'))
			.getByTestId('canvas-handle-plus');
		for (let tries = 1; ; tries++) {
			await plus.click();
			if (await this.panel.shows(LIST_OF_TOOLS)) return;
			if (tries === MOST_TRIES) throw new Error(`n8n has not shown the list "${LIST_OF_TOOLS}".`);
			await this.#page.keyboard.press('Escape');
		}
	}

	/** Publishes the workflow, which n8n will not do. Returns what it says. */
	async publishInVain(): Promise<string> {
		await this.#page.getByTestId('workflow-open-publish-modal-button').click();
		await this.#page.getByTestId('workflow-publish-button').click();
		const notice = this.#page.getByRole('alert').filter({ hasText: 'could not be published' });
		await notice.waitFor();
		return await notice.innerText();
	}

	async openNode(name: string): Promise<NodeDetails> {
		const box = await this.#restingBox(name);
		// By coordinates: the canvas takes the events that belong to the label and the icon.
		await this.#page.mouse.dblclick(box.x + box.width / 2, box.y + ICON_FROM_TOP_PX);
		const details = new NodeDetails(this.#page);
		await details.untilOpen();
		return details;
	}

	/** The box of a node once the canvas has stopped moving it. */
	async #restingBox(name: string) {
		const node = this.node(name);
		let before = '';
		const box = await eventually(
			`${name} to come to rest`,
			() => node.boundingBox(),
			(seen) => {
				const place = JSON.stringify(seen);
				const rests = seen !== null && place === before;
				before = place;
				return rests;
			},
		);
		if (box === null) throw new Error(`${name} is not in view.`);
		return box;
	}
}
