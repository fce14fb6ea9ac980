import type { Recipe } from './recipe.cts';

export const panicButton: Recipe = {
	title: 'Panic button',
	picture: 'recipe-panic-button',
	steps: [
		{
			says: 'Add **Webhook**. Set *HTTP Method* to *POST* and *Path* to `panic-button`.',
			does: [
				['add', 'Webhook'],
				['choose', 'HTTP Method', 'POST'],
				['fill', 'Path', 'panic-button'],
			],
		},
		{
			says: 'Press *Listen for test event*, and send one from the app, or with the command below. The output has its `body`.',
			does: [
				['listen', 'Listen for test event'],
				['see', 'body'],
			],
		},
		{
			says: 'Behind it, add **Sety**, action *Create incident*. Set *Description* to `Panic button pressed`, *Name of Person in Danger* to `{{ $json.body.name }}`, *Phone of Person in Danger* to `{{ $json.body.phone }}`, *Latitude* to `{{ $json.body.latitude }}` and *Longitude* to `{{ $json.body.longitude }}`.',
			does: [
				['addAction', 'Sety', 'Create incident'],
				['fill', 'Description', 'Panic button pressed'],
				['fill', 'Name of Person in Danger', '{{ $json.body.name }}'],
				['fill', 'Phone of Person in Danger', '{{ $json.body.phone }}'],
				['fill', 'Latitude', '{{ $json.body.latitude }}'],
				['fill', 'Longitude', '{{ $json.body.longitude }}'],
			],
		},
		{
			says: 'Set *Idempotency Key* to `{{ $json.body.trip }}`, the ID of the trip. A second press during the same trip then sends no second responder.',
			does: [['fill', 'Idempotency Key', '{{ $json.body.trip }}']],
		},
		{
			says: 'Press *Execute step*. The output has the `incident_id` and `is_new`.',
			does: [['execute'], ['see', 'incident_id'], ['see', 'is_new']],
		},
	],
};
