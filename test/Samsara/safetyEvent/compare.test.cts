import { compare } from '../../../nodes/Samsara/safetyEvent/confirm.ts';
import type { EventChange } from '../../../nodes/Samsara/safetyEvent/change.ts';
import { combined } from '../../../nodes/Samsara/safetyEvent/change.ts';

const event = {
	id: 'e',
	eventState: 'dismissed',
	dismissalReason: { code: 'other', comment: 'Test drive' },
	behaviorLabels: [{ label: 'Braking' }],
	contextLabels: [{ name: 'Fog' }],
};
const reason = { code: 'other', comment: 'Test drive' };

it.each<[EventChange, string, string[]]>([
	[{}, 'confirmed', []],
	[{ eventState: 'dismissed', dismissalReason: reason }, 'confirmed', []],
	[{ eventState: 'dismissed', dismissalReason: { code: 'other' } }, 'confirmed', []],
	[{ eventState: 'reviewed' }, 'notVisibleYet', ['Event State "reviewed"']],
	[
		{ eventState: 'dismissed', dismissalReason: { code: 'incorrect', comment: 'No' } },
		'notVisibleYet',
		['Dismissal Reason "incorrect"', 'Dismissal Comment "No"'],
	],
	[
		{ eventState: 'dismissed', dismissalReason: reason, contextLabelsToAdd: ['Fog', 'Night'] },
		'partlyVisible',
		['context label "Night" added'],
	],
	[{ contextLabelsToAdd: ['Night'] }, 'notVisibleYet', ['context label "Night" added']],
	[{ contextLabelsToRemove: ['Fog', 'Night'] }, 'notVisibleYet', ['context label "Fog" removed']],
	[{ behaviorLabelsToAdd: ['Crash'] }, 'notVisibleYet', ['behavior label "Crash" added']],
	[{ behaviorLabelsToRemove: ['Braking'] }, 'notVisibleYet', ['behavior label "Braking" removed']],
	[
		{ eventState: 'reviewed', behaviorLabelsToRemove: ['Braking'] },
		'notVisibleYet',
		['Event State "reviewed"', 'behavior label "Braking" removed'],
	],
])('%j reads back as %s', (change, confirmation, outstanding) => {
	expect(compare(event, change)).toEqual({ confirmation, outstanding, event });
});

it('an event that is not shown is not visible yet', () => {
	expect(compare(undefined, {})).toEqual({
		confirmation: 'notVisibleYet',
		outstanding: ['the event'],
		event: undefined,
	});
});

it.each<[string, EventChange, EventChange, EventChange]>([
	[
		'the later state counts',
		{ eventState: 'reviewed' },
		{ eventState: 'coached' },
		{ eventState: 'coached' },
	],
	['no state leaves the first', { eventState: 'reviewed' }, {}, { eventState: 'reviewed' }],
	[
		'a later state takes the reason along',
		{ eventState: 'dismissed', dismissalReason: reason },
		{ eventState: 'reviewed' },
		{ eventState: 'reviewed' },
	],
	[
		'labels alone leave the reason',
		{ eventState: 'dismissed', dismissalReason: reason },
		{ contextLabelsToAdd: ['Fog'] },
		{ eventState: 'dismissed', dismissalReason: reason, contextLabelsToAdd: ['Fog'] },
	],
	[
		'a label that is removed later is not added',
		{ contextLabelsToAdd: ['Fog', 'Night'], behaviorLabelsToAdd: ['Crash'] },
		{ contextLabelsToRemove: ['Fog'], behaviorLabelsToRemove: ['Crash'] },
		{
			...{ contextLabelsToAdd: ['Night'], contextLabelsToRemove: ['Fog'] },
			behaviorLabelsToRemove: ['Crash'],
		},
	],
	[
		'a label that is added later is not removed',
		{ contextLabelsToRemove: ['Fog', 'Night'], behaviorLabelsToRemove: ['Crash'] },
		{ contextLabelsToAdd: ['Fog'], behaviorLabelsToAdd: ['Crash'] },
		{
			...{ contextLabelsToRemove: ['Night'], contextLabelsToAdd: ['Fog'] },
			behaviorLabelsToAdd: ['Crash'],
		},
	],
	[
		'each label once',
		{ contextLabelsToAdd: ['Fog'], behaviorLabelsToRemove: ['Crash'] },
		{ contextLabelsToAdd: ['Fog', 'Night'], behaviorLabelsToRemove: ['Crash'] },
		{ contextLabelsToAdd: ['Fog', 'Night'], behaviorLabelsToRemove: ['Crash'] },
	],
])('of two changes of one event %s', (_what, first, second, both) => {
	const all = Object.entries(combined(first, second));

	// An empty list and none are the same here.
	expect(
		Object.fromEntries(
			all.filter(
				([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
			),
		),
	).toEqual(both);
});
