import { samsaraBench } from '../../harness/engine/samsara.cts';
import { FULL_TOKEN } from '../../sandbox/samsara/tokens.cts';
import type { OperationCase, ServiceUnderTest } from '../cases/everyService.cts';
import { picked } from './picked.cts';

const extra = { options: { extraFields: '{"zone":"north"}' } };
const from = '2026-03-01T00:00:00Z';
const to = '2026-03-08T00:00:00Z';
const list = { returnAll: false, limit: 2 };

const cases = (events: Record<string, string>): OperationCase[] => [
	{
		name: 'safetyEvent.update',
		parameters: {
			safetyEventIds: Object.values(events).join(),
			eventState: 'dismissed',
			dismissalReason: 'other',
			dismissalComment: 'Reviewed twice',
			labels: {
				behaviorLabelsToAdd: { list: { labels: ['Braking'] } },
				behaviorLabelsToRemove: { list: { otherLabels: 'Acceleration' } },
				contextLabelsToAdd: { list: { labels: ['Fog'] } },
				contextLabelsToRemove: { list: { labels: ['Construction'] } },
			},
		},
	},
	{
		name: 'safetyEvent.update',
		as: 'confirmed',
		parameters: {
			safetyEventIds: Object.values(events).join(),
			eventState: 'reviewed',
			options: { confirm: true, confirmTimeout: 5 },
		},
	},
	{
		name: 'safetyEvent.get',
		parameters: {
			safetyEventIds: Object.values(events).join(),
			include: ['asset', 'driver', 'vgOnlyEvents'],
		},
	},
	{
		name: 'safetyEvent.downloadMedia',
		parameters: {
			safetyEventIds: Object.values(events)[0] ?? '',
			cameraInputs: ['dashcamRoadFacing'],
			options: { maxFileSize: 1 },
		},
	},
	{
		name: 'safetyEvent.getAll',
		parameters: {
			timeSpan: 'custom',
			startTime: from,
			endTime: to,
			timeField: 'updatedAtTime',
			...list,
			filters: {
				assetIds: picked('281474978683353, 281474978683354'),
				assignedCoaches: picked('101, 102'),
				behaviorLabels: ['Acceleration', 'Braking'],
				driverIds: picked('201, 202'),
				eventStates: ['needsReview', 'reviewed'],
				tagIds: picked('301, 302'),
			},
			include: ['asset', 'driver', 'vgOnlyEvents'],
			...extra,
		},
	},
	...[
		['drivers', 'driverIds'],
		['vehicles', 'vehicleIds'],
		['tags', 'tagIds'],
		['tagGroup', 'tagIds'],
	].map(([scoreOf = '', ids = '']) => ({
		name: 'safetyScore.get',
		as: scoreOf,
		parameters: {
			scoreOf,
			[ids]: picked('101, 102'),
			timeSpan: 'custom',
			startTime: from,
			endTime: to,
		},
	})),
];

export function underTest(): ServiceUnderTest {
	const bench = samsaraBench();
	return {
		bench,
		cases,
		async prepare() {
			const { samsara } = bench.sandbox.control;
			await samsara.changeSettings({ rateLimits: false, applyDelayMs: 0 });
			const events = await samsara.createEvents({ count: 2, asset: 0, media: [{}] });
			return Object.fromEntries(events.map((id, index) => [`event ${index}`, id]));
		},
		secret: FULL_TOKEN,
	};
}
