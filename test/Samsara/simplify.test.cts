import { simpleSafetyEvent } from '../../nodes/Samsara/safetyEvent/safetyEvent.ts';
import { simpleSafetyScore } from '../../nodes/Samsara/safetyScore/safetyScore.ts';

const event = {
	id: 'bb2ff5ab-30ad-49ec-9d2d-55ec30bbf590',
	startMs: '2026-03-02T08:00:00.000Z',
	endMs: '2026-03-02T08:00:09.000Z',
	createdAtTime: '2026-03-02T08:01:00.000Z',
	updatedAtTime: '2026-03-02T09:00:00.000Z',
	eventState: 'needsReview',
	behaviorLabels: [{ label: 'Braking', name: 'Harsh Braking', source: 'automated' }],
	contextLabels: [{ name: 'Fog', label: 'fog', authorId: '0' }],
	maxAccelerationGForce: 0.61,
	asset: { id: '281', name: 'Truck 1' },
	driver: { id: '5001', name: 'Ada Obi' },
	location: { latitude: 6.5, longitude: 3.25 },
	inboxEventUrl: 'https://cloud.samsara.com/e',
	incidentReportUrl: 'https://cloud.samsara.com/r',
};

it('an event is reduced to these ten values', () => {
	expect(simpleSafetyEvent.simplify(event)).toEqual({
		id: 'bb2ff5ab-30ad-49ec-9d2d-55ec30bbf590',
		startTime: '2026-03-02T08:00:00.000Z',
		eventState: 'needsReview',
		behaviorLabels: ['Braking'],
		contextLabels: ['Fog'],
		maxAccelerationGForce: 0.61,
		asset: 'Truck 1',
		driver: 'Ada Obi',
		mapUrl: 'https://www.openstreetmap.org/?mlat=6.5&mlon=3.25#map=16/6.5/3.25',
		inboxEventUrl: 'https://cloud.samsara.com/e',
	});
});

it.each([
	[{ asset: { id: '281', name: '' } }, { asset: '281' }],
	[{ asset: { id: '281' } }, { asset: '281' }],
	[{ driver: { id: '', name: '' } }, { driver: undefined }],
	[{ driver: null }, { driver: undefined }],
	[{ location: null }, { mapUrl: undefined }],
	[
		{ behaviorLabels: null, contextLabels: undefined },
		{ behaviorLabels: [], contextLabels: [] },
	],
	[{ behaviorLabels: ['Crash', 7] }, { behaviorLabels: ['Crash'] }],
])('what is not there is left out: %j', (changes, expected) => {
	expect(simpleSafetyEvent.simplify({ ...event, ...changes })).toMatchObject(
		Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== undefined)),
	);
	for (const [name, value] of Object.entries(expected)) {
		if (value === undefined)
			expect(simpleSafetyEvent.simplify({ ...event, ...changes })).not.toHaveProperty(name);
	}
});

const score = {
	driverId: '5001',
	driverScore: 87,
	driveDistanceMeters: 150_000,
	driveTimeMilliseconds: 7_200_000,
	behaviors: [
		{ behaviorType: 'defensiveDriving', count: 9, scoreImpact: 2 },
		{ behaviorType: 'braking', count: 3, scoreImpact: -4 },
		{ behaviorType: 'crash', count: 0, scoreImpact: -50 },
		{ behaviorType: 'mobileUsage', count: 1, scoreImpact: -6.5 },
		{ behaviorType: 'rollingStop', count: 2, scoreImpact: -1 },
	],
	speeding: [
		{ speedingType: 'light', durationMilliseconds: 60_000, scoreImpact: -0.5 },
		{ speedingType: 'severe', durationMilliseconds: 5_000, scoreImpact: -3 },
	],
};

it('a score is reduced to these values, the worst behavior being the one that costs most', () => {
	expect(simpleSafetyScore.simplify({ ...score, scoreOf: 'drivers' })).toEqual({
		id: '5001',
		scoreOf: 'drivers',
		score: 87,
		driveDistanceMeters: 150_000,
		driveTimeMilliseconds: 7_200_000,
		behaviorCount: 15,
		worstBehavior: 'mobileUsage',
		speedingMilliseconds: 65_000,
	});
});

it.each([
	['vehicles', { vehicleId: '281', vehicleScore: 0 }, { id: '281', score: 0 }],
	['tags', { tagId: '3914', tagScore: 55 }, { id: '3914', score: 55 }],
	['tagGroup', { combinedScore: 71 }, { score: 71 }],
])('the score of %s stands under its own name', (scoreOf, own, expected) => {
	const { behaviors, speeding } = score;

	expect(simpleSafetyScore.simplify({ behaviors, speeding, ...own, scoreOf })).toMatchObject({
		scoreOf,
		...expected,
	});
});

it.each([
	[[]],
	[null],
	[[{ behaviorType: 'defensiveDriving', count: 3, scoreImpact: 1 }]],
	[[{ behaviorType: 'braking', count: 3, scoreImpact: 0 }]],
	[[{ behaviorType: 'braking', count: 3 }]],
])('nothing is the worst of behaviors that cost nothing: %j', (behaviors) => {
	expect(
		simpleSafetyScore.simplify({ ...score, behaviors, scoreOf: 'drivers' }),
	).not.toHaveProperty('worstBehavior');
});
