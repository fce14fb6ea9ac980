import type { Locator, Page, Request } from 'playwright-core';
import type { Canvas } from '../canvas.mts';
import { NodeDetails } from '../nodeDetails.mts';
import { PATIENCE_MS } from '../patience.mts';
import type { Action } from './recipe.cts';
import type { World } from './worlds.mts';

/** Takes the actions of a recipe in the editor, one after the other, as a person would: by what is on the screen. */
export class Hand {
	readonly #page: Page;
	readonly #canvas: Canvas;
	readonly #details: NodeDetails;
	readonly #world: World;
	/** The node that was added last: the next one goes behind it. */
	#last: string | undefined;

	constructor(page: Page, canvas: Canvas, world: World) {
		this.#page = page;
		this.#canvas = canvas;
		this.#details = new NodeDetails(page);
		this.#world = world;
	}

	async take(action: Action): Promise<void> {
		switch (action[0]) {
			case 'add':
				return await this.#add(action[1]);
			case 'addAction':
				return await this.#add(action[1], action[2]);
			case 'addTool':
				await this.#canvas.addTool(action[1]);
				await this.#canvas.panel.find(action[2].toLowerCase(), action[2]);
				await this.#canvas.panel.add(action[2]);
				return;
			case 'letModel':
				await this.#label(action[1]).getByTestId('from-ai-override-button').click();
				return await this.#label(action[1]).getByTestId('fromAI-override-field').waitFor();
			case 'ask':
				return await this.#ask(action[1], action[2]);
			case 'event':
				return await this.#world.event?.();
			case 'pick':
				await this.#control(action[1]).click();
				return await this.#page.getByTestId('rlc-item').filter({ hasText: action[2] }).click();
			case 'choose':
				await this.#control(action[1]).click();
				return await this.#option(action[2]).click();
			case 'fill':
				return await this.#fill(this.#control(action[1]), action[2]);
			case 'map':
				await this.#label(action[1]).hover();
				await this.#label(action[1]).getByTestId('radio-button-expression').click();
				await this.#control(action[1]).locator('.cm-content').click();
				await this.#page.keyboard.insertText(action[2]);
				return await this.#page.locator(':focus').blur();
			case 'addField':
				await this.#collection(action[1]).getByTestId('collection-parameter-add').click();
				return await this.#option(action[2]).click();
			case 'switchOn':
				return await this.#control(action[1]).locator('.el-switch').click();
			case 'compare':
				return await this.#compare(action[1], action[2]);
			case 'listen':
				await this.#details.start();
				await this.#details.untilListening();
				return await this.#world.event?.();
			case 'execute':
				return await this.#details.execute();
			case 'see':
				await this.#details.output(new RegExp(`\\b${action[1]}\\b`));
		}
	}

	async #add(node: string, action?: string): Promise<void> {
		const { panel } = this.#canvas;
		const before = await this.#names();
		if (this.#last === undefined) await panel.open();
		else {
			await this.#details.close();
			// The canvas keeps its place, and a fifth node lies outside of the window.
			await this.#page.getByTestId('zoom-to-fit').click();
			await this.#canvas.addBehind(this.#last);
		}
		await panel.find(node.toLowerCase(), node);
		if (action === undefined) {
			await panel.add(node);
		} else {
			await panel.openService(node);
			await panel.add(action);
		}
		// n8n names a node by its action, and by itself when it has none.
		this.#last = (await this.#names()).find((name) => !before.includes(name));
	}

	/** Opens the chat when it is closed. */
	async #ask(question: string, answer: string): Promise<void> {
		if (await this.#form.isVisible()) await this.#details.close();
		const chat = this.#page.getByTestId('canvas-chat');
		const input = chat.getByTestId('chat-input');
		if (!(await input.isVisible())) await this.#page.getByTestId('workflow-chat-button').click();
		await input.fill(question);
		await input.press('Enter');
		await chat.locator('.chat-message-from-bot').filter({ hasText: answer }).first().waitFor();
	}

	/** The editor takes a condition some moments after the last key, and shows no sign of it until it saves the workflow. */
	async #compare(left: string, right: string): Promise<void> {
		const parts = [`"leftValue":${JSON.stringify(`=${left}`)}`, `"rightValue":"${right}"`];
		const saved = (request: Request) => {
			const body = request.postData() ?? '';
			return /\/rest\/workflows/.test(request.url()) && parts.every((part) => body.includes(part));
		};
		await Promise.all([
			this.#page.waitForRequest(saved, { timeout: PATIENCE_MS }),
			this.#fill(this.#form.getByTestId('filter-condition-left'), left).then(
				async () => await this.#fill(this.#form.getByTestId('filter-condition-right'), right),
			),
		]);
	}

	/** Of the nodes on the canvas. */
	async #names(): Promise<string[]> {
		const nodes = await this.#page.getByTestId('canvas-node').all();
		const names = await Promise.all(nodes.map((node) => node.getAttribute('data-node-name')));
		return names.filter((name) => name !== null);
	}

	get #form(): Locator {
		return this.#page.getByTestId('ndv').getByTestId('node-parameters');
	}

	/** The innermost part of the form with this heading and something to add. */
	#collection(heading: string): Locator {
		return this.#form
			.locator('div')
			.filter({ has: this.#page.getByText(heading, { exact: true }) })
			.filter({ has: this.#page.getByTestId('collection-parameter-add') })
			.last();
	}

	/** Where the page has an example address, the test has its own. */
	async #fill(control: Locator, value: string): Promise<void> {
		const given = this.#world.addresses?.[value] ?? value;
		await control.locator('input, textarea').first().fill(given);
		// The preview of an expression covers the next field as long as one is in this one.
		await this.#page.locator(':focus').blur();
	}

	/** The innermost part of the form that has this label, together with what is below it. */
	#label(label: string): Locator {
		return this.#form
			.getByTestId('input-label')
			.filter({ has: this.#page.locator('label').getByText(label, { exact: true }) })
			.last();
	}

	#control(label: string): Locator {
		return this.#label(label).locator('[data-test-id^="parameter-input-"]').first();
	}

	#option(name: string): Locator {
		return this.#page
			.getByRole('option')
			.filter({ has: this.#page.getByText(name, { exact: true }) })
			.filter({ visible: true });
	}
}
