import type { Recipe } from './recipe.cts';

export const chatMessage: Recipe = {
	title: 'Chat message on a status change',
	picture: 'recipe-chat-message',
	steps: [
		{
			says: 'Add **Sety**, trigger *On incident status changed*.',
			does: [['addAction', 'Sety', 'On incident status changed']],
		},
		{
			says: 'Press *Fetch Test Event*. The output has three incidents to try with, each with its `status`.',
			does: [['execute'], ['see', 'status']],
		},
		{
			says: 'Behind it, add **HTTP Request**. Set *Method* to *POST* and *URL* to the address of your incoming webhook, such as `https://chat.example.com/hooks/safety`.',
			does: [
				['add', 'HTTP Request'],
				['choose', 'Method', 'POST'],
				['fill', 'URL', 'https://chat.example.com/hooks/safety'],
			],
		},
		{
			says: 'Switch on *Send Body*. Set *Name* to `text` and *Value* to `Incident {{ $json.incident.incident_id }} is {{ $json.incident.status }}`.',
			does: [
				['switchOn', 'Send Body'],
				['fill', 'Name', 'text'],
				[
					'fill',
					'Value',
					'Incident {{ $json.incident.incident_id }} is {{ $json.incident.status }}',
				],
			],
		},
		{
			says: 'Press *Execute step*. The chat has a message for each incident.',
			does: [['execute']],
		},
	],
};
