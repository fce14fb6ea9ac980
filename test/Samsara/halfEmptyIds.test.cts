import { samsaraBench } from '../../harness/engine/samsara.cts';
import { picked } from './picked.cts';

const samsara = samsaraBench();

const UUID = 'bb2ff5ab-30ad-49ec-9d2d-55ec30bbf59';
const span = {
	timeSpan: 'custom',
	startTime: '2026-03-01T00:00:00Z',
	endTime: '2026-03-02T00:00:00Z',
};

it.each([
	['safetyEvent.get', 'Safety Event IDs', { safetyEventIds: `=${UUID}{{ $json.digit }}` }],
	[
		'safetyEvent.update',
		'Safety Event IDs',
		{ safetyEventIds: `=${UUID}0, {{ $json.more }}`, eventState: 'reviewed' },
	],
	[
		'safetyEvent.update',
		'Other Behavior Labels to Add',
		{
			safetyEventIds: `${UUID}0`,
			labels: { behaviorLabelsToAdd: { list: { otherLabels: '=New {{ $json.label }}' } } },
		},
	],
	['safetyEvent.getAll', 'Driver', { ...span, filters: { driverIds: picked('=5{{ $json.id }}') } }],
	[
		'safetyEvent.getAll',
		'Vehicle',
		{ ...span, filters: { assetIds: picked('=1, {{ $json.some }}') } },
	],
	['safetyScore.get', 'Driver', { ...span, driverIds: picked('=5001,{{ $json.id }}') }],
])('%s: %s with an empty part is refused', async (operation, label, parameters) => {
	const { error } = await samsara.run(operation, parameters, { input: [[{ some: {} }]] });
	expect(error?.message).toContain(`${label} is incomplete: {{ $json.`);
	expect(await samsara.sandbox.control.received()).toEqual([]);
});

it('a part may be a list between the values of another', async () => {
	await samsara.run(
		'safetyScore.get',
		{ ...span, driverIds: picked('=5001, {{ $json.ids }}') },
		{ input: [[{ ids: [5002, '5003'] }]] },
	);
	const [call] = await samsara.sandbox.control.received();
	expect(decodeURIComponent(JSON.stringify(call))).toContain('5001,5002,5003');
});
