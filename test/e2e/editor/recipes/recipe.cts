/**
 * What a person does in the editor, by the labels on the screen. A value that holds `{{ … }}` is an expression.
 * The sentence of the step names each of these words: a test compares them.
 */
export type Action =
	/** Adds a node behind the last one: what to search for, and what to choose in the list. */
	| readonly ['add', string]
	| readonly ['addAction', node: string, action: string]
	/** Adds a tool of an agent that is on the canvas. */
	| readonly ['addTool', agent: string, tool: string]
	/** Leaves a field to the model of the agent. */
	| readonly ['letModel', label: string]
	/** Sends a message in the chat of the workflow, until the answer has these words. */
	| readonly ['ask', question: string, answer: string]
	/** The recipe's own event comes. */
	| readonly ['event']
	/** Chooses from the searched list of a resource locator. */
	| readonly ['pick', label: string, name: string]
	| readonly ['choose', label: string, option: string]
	| readonly ['fill', label: string, value: string]
	/** Switches a field to Expression first: one for a time does not do so by itself. */
	| readonly ['map', label: string, value: string]
	/** Adds an option of a collection, such as Additional Fields. */
	| readonly ['addField', label: string, option: string]
	| readonly ['switchOn', label: string]
	/** The two sides of a condition, which have no labels. */
	| readonly ['compare', left: string, right: string]
	/** Presses the button of a trigger that waits; then the recipe's own event comes. */
	| readonly ['listen', button: string]
	| readonly ['execute']
	/** The output shows these words. */
	| readonly ['see', string];

export interface Step {
	/** As the page says it. */
	says: string;
	does: readonly Action[];
}

/** A workflow in five steps, as docs/recipes.md shows them and the test of the editor takes them. */
export interface Recipe {
	/** Heading of its chapter. */
	title: string;
	/** Of its picture, without the extension. */
	picture: string;
	steps: readonly [Step, Step, Step, Step, Step];
}
