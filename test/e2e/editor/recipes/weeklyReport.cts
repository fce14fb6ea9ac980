import type { Recipe } from './recipe.cts';

export const weeklyReport: Recipe = {
	title: 'Weekly report by e-mail',
	picture: 'recipe-weekly-report',
	steps: [
		{
			says: 'Add **Schedule Trigger**. Set *Trigger Interval* to *Weeks*, and press *Execute step*.',
			does: [['add', 'Schedule Trigger'], ['choose', 'Trigger Interval', 'Weeks'], ['execute']],
		},
		{
			says: 'Behind it, add **Safety Report**, action *Get period*, and press *Execute step*. The output has `readFrom` and `readTo`: last week, and the week before to compare with.',
			does: [
				['addAction', 'Safety Report', 'Get period'],
				['execute'],
				['see', 'readFrom'],
				['see', 'readTo'],
			],
		},
		{
			says: 'Behind it, add **Sety**, action *Get many incidents*. Switch on *Return All*. Under *Filters*, add *From*, switch it to *Expression* and enter `{{ $json.readFrom }}`; do the same for *To* with `{{ $json.readTo }}`. Set *Output* to *Raw*, which has the response times, and press *Execute step*.',
			does: [
				['addAction', 'Sety', 'Get many incidents'],
				['switchOn', 'Return All'],
				['addField', 'Filters', 'From'],
				['map', 'From', '{{ $json.readFrom }}'],
				['addField', 'Filters', 'To'],
				['map', 'To', '{{ $json.readTo }}'],
				['choose', 'Output', 'Raw'],
				['execute'],
			],
		},
		{
			says: 'Behind it, add **Safety Report**, action *Create report*, and press *Execute step*. The output has the page `report.html`, and under *JSON* the e-mail and all figures.',
			does: [['addAction', 'Safety Report', 'Create report'], ['execute'], ['see', 'report.html']],
		},
		{
			says: 'Behind it, add **Send Email**, action *Send an Email*. Set *From Email* to `reports@example.com`, *To Email* to `safety@example.com`, *Subject* to `{{ $json.email.subject }}` and *HTML* to `{{ $json.email.html }}`. Press *Execute step*.',
			does: [
				['addAction', 'Send Email', 'Send an Email'],
				['fill', 'From Email', 'reports@example.com'],
				['fill', 'To Email', 'safety@example.com'],
				['fill', 'Subject', '{{ $json.email.subject }}'],
				['fill', 'HTML', '{{ $json.email.html }}'],
				['execute'],
			],
		},
	],
};
