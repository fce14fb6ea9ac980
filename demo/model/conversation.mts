/** What a model is asked, whichever of OpenAI's two interfaces it came by. */
export interface Conversation {
	/** The instructions that the agent was given. */
	system: string;
	/** The last thing that a person said. */
	question: string;
	tools: OfferedTool[];
	/** Calls that the model has asked for since then, each with what the tool answered; oldest first. */
	results: ToolResult[];
}

export interface OfferedTool {
	name: string;
	description: string;
	/** JSON schema of the arguments. */
	parameters: Record<string, unknown>;
}

export interface ToolCall {
	tool: string;
	input: Record<string, unknown>;
}

export interface ToolResult extends ToolCall {
	/** As the agent hands it over: JSON, or a text that says what went wrong. */
	output: string;
}

/** What the model says next: tools to call, or its answer. */
export type Turn = { calls: ToolCall[] } | { text: string };
