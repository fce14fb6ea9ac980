import type { Recipe } from './recipe.cts';

export const tableToSafetyKit: Recipe = {
	title: 'Table to SafetyKit',
	picture: 'recipe-table-to-safetykit',
	steps: [
		{
			// The test has the table from n8n's REST API: readers have a table of their own.
			says: 'In n8n, open *Data tables* and create the table `outbox` with a row for each event. Its columns have the names of the event fields: `type`, `event_name`, `user_id`, `target_user_id` and `idempotency_key`.',
			does: [],
		},
		{
			says: 'In a new workflow, add **Schedule Trigger** and press *Execute step*. Behind it, add **Data table**, action *Get row(s)*.',
			does: [['add', 'Schedule Trigger'], ['execute'], ['addAction', 'Data table', 'Get row(s)']],
		},
		{
			says: 'Set *Data table* to `outbox`, and press *Execute step*. The output has a row for each event, with its `event_name`.',
			does: [['pick', 'Data table', 'outbox'], ['execute'], ['see', 'event_name']],
		},
		{
			says: 'Behind it, add **SafetyKit**, action *Send batch of events*. Leave *Input Mode* on *Map From Item*.',
			does: [['addAction', 'SafetyKit', 'Send batch of events']],
		},
		{
			says: 'Press *Execute step*. The output has the `event_id` of each event.',
			does: [['execute'], ['see', 'event_id']],
		},
	],
};
