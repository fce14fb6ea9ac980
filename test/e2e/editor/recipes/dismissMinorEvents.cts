import type { Recipe } from './recipe.cts';

export const dismissMinorEvents: Recipe = {
	title: 'Dismiss minor events',
	picture: 'recipe-dismiss-minor-events',
	steps: [
		{
			says: 'Add **Schedule Trigger** and press *Execute step*. When published, it starts the workflow every day at midnight.',
			does: [['add', 'Schedule Trigger'], ['execute']],
		},
		{
			says: 'Behind it, add **Samsara**, action *Get many safety events*. Set *Time Span* to *Last 24 Hours*, and press *Execute step*.',
			does: [
				['addAction', 'Samsara', 'Get many safety events'],
				['choose', 'Time Span', 'Last 24 Hours'],
				['execute'],
			],
		},
		{
			says: "Behind it, add **Filter**. Enter `{{ $json.eventState === 'needsReview' && $json.maxAccelerationGForce < 0.4 ? 'minor' : 'other' }}` on the left and `minor` on the right, and press *Execute step*. Only events that need a review stay; choose a limit that fits your fleet.",
			does: [
				['add', 'Filter'],
				[
					'compare',
					"{{ $json.eventState === 'needsReview' && $json.maxAccelerationGForce < 0.4 ? 'minor' : 'other' }}",
					'minor',
				],
				['execute'],
			],
		},
		{
			says: 'Behind it, add **Samsara**, action *Update safety events*. Set *Safety Event IDs* to `{{ $json.id }}`, *Event State* to *Dismissed* and *Dismissal Reason* to *Minor Event*.',
			does: [
				['addAction', 'Samsara', 'Update safety events'],
				['fill', 'Safety Event IDs', '{{ $json.id }}'],
				['choose', 'Event State', 'Dismissed'],
				['choose', 'Dismissal Reason', 'Minor Event'],
			],
		},
		{
			says: 'Under *Options*, add *Confirm*, and press *Execute step*. The output has `confirmed` for each event.',
			does: [['addField', 'Options', 'Confirm'], ['execute'], ['see', 'confirmed']],
		},
	],
};
