import { sampleFilters } from '../../../nodes/Samsara/trigger/filters.ts';

const others = { driverIds: ['5001'], tagIds: undefined };

it.each([
	['labels that its list has', ['Braking', 'Crash'], ['Braking', 'Crash']],
	['a label that its list lacks', ['ProximityWarning'], undefined],
	['one of each', ['Crash', 'ProximityWarning'], undefined],
	['no label', [], undefined],
	['no filter by label', undefined, undefined],
])('for a sample with %s, Samsara filters by %j', (_what, behaviorLabels, sent) => {
	expect(sampleFilters({ ...others, behaviorLabels })).toStrictEqual(
		sent === undefined ? others : { ...others, behaviorLabels: sent },
	);
});
