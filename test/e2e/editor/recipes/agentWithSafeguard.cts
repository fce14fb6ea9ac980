import type { Recipe } from './recipe.cts';

const FIRST = 'Report it: the driver of Truck 1 is in danger at 6.5244, 3.3792';
const SECOND = 'Report it: the driver of Truck 2 is in danger at 6.4281, 3.4219';

export const agentWithSafeguard: Recipe = {
	title: 'Agent with a safeguard',
	picture: 'recipe-agent',
	steps: [
		{
			// The test has these by n8n's REST API, with a scripted model: readers have a model of their own.
			says: 'Add **Chat Trigger**, and behind it **AI Agent**. Press the plus at *Chat Model*, and add the model of your account, such as **OpenAI Chat Model**.',
			does: [],
		},
		{
			says: 'Press the plus at *Tool* below **AI Agent**, and add **Sety Tool**. It opens with the operation *Create*. Use a credential with a test key.',
			does: [['addTool', 'AI Agent', 'Sety Tool']],
		},
		{
			says: 'Press the stars, *Let the model define this parameter*, beside *Name of Person in Danger*, *Latitude* and *Longitude*.',
			does: [
				['letModel', 'Name of Person in Danger'],
				['letModel', 'Latitude'],
				['letModel', 'Longitude'],
			],
		},
		{
			says: `Close the node, press *Open chat* and send \`${FIRST}\`. The agent answers with the ID of the incident, which begins with \`inc_\`.`,
			does: [['ask', FIRST, 'inc_']],
		},
		{
			// The test puts a live key into the credential by n8n's REST API.
			says: `In the tool, choose a credential with a live key. Send \`${SECOND}\`. The safeguard refuses: the agent answers \`Nothing was sent\`, with the reason.`,
			does: [['event'], ['ask', SECOND, 'Nothing was sent']],
		},
	],
};
