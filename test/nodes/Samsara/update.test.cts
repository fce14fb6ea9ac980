import { samsaraBench } from '../../engine/samsara.cts';

const samsara = samsaraBench();
const dismiss = { eventState: 'dismissed', dismissalReason: 'minorEvent' };

/** A well-formed id that no event has. */
const unknownId = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

it('updates a list of events in one call', async () => {
	const ids = await samsara.sandbox.control.samsara.createEvents({ count: 3 });
	const result = await samsara.run('safetyEvent.update', {
		safetyEventIds: ids.join(', '),
		...dismiss,
		dismissalComment: 'Light braking',
	});

	expect(result.error).toBeUndefined();
	expect(result.outputs[0]).toEqual(
		ids.map((id) => ({
			json: { id, accepted: true, requestId: expect.any(String) },
			pairedItem: { item: 0 },
		})),
	);
	expect(await samsara.sandbox.control.received()).toMatchObject([
		{
			method: 'PATCH',
			path: '/safety-events/batch',
			status: 202,
			body: {
				safetyEventIds: ids,
				eventState: 'dismissed',
				dismissalReason: { code: 'minorEvent', comment: 'Light braking' },
			},
		},
	]);
});

it('updates the others when some are unknown, and reports each of those', async () => {
	const ids = await samsara.sandbox.control.samsara.createEvents({ count: 3 });
	const result = await samsara.run(
		'safetyEvent.update',
		{ safetyEventIds: [ids[0], unknownId(1), ids[1], unknownId(2), ids[2]].join('\n'), ...dismiss },
		{ onError: 'continueErrorOutput' },
	);

	const [good = [], bad = []] = result.outputs;
	expect(good.map(({ json }) => json.id)).toEqual(ids);
	expect(bad.map(({ json }) => json)).toMatchObject([
		{ error: `Samsara has no safety event ${unknownId(1)} [item 0]`, details: { status: 404 } },
		{ details: { recordId: unknownId(2) } },
	]);
});
