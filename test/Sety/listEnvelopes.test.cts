import { SetyTrigger } from '../../nodes/Sety/SetyTrigger.node.ts';
import { setyBench } from '../../harness/engine/sety.cts';
import { TriggerHost } from '../../harness/engine/triggerHost.cts';
import { callSety } from '../sandbox/callSety.cts';
import { LIST_ENVELOPES, type ListEnvelope } from '../../sandbox/sety/envelope.cts';
import { TEST_KEY } from '../../sandbox/sety/keys.cts';

const sety = setyBench();

/** Small, so that lists have several pages; that of 25 incidents ends with a full one. */
const PAGE = 5;

const LISTS = [
	['incident.getAll', '/incidents', 'incident_id', 25],
	['accessLog.getAll', '/access-logs', 'log_id', 30],
	['accessLog.getCurrentVisitors', '/access-logs/current', 'log_id', 8],
	['threatIntelligence.getDangerZones', '/danger-zones', 'zone_id', 12],
] as const;

const envelopes = LIST_ENVELOPES.flatMap((listEnvelope) =>
	[true, false].map((withPagination) => ({ listEnvelope, withPagination })),
);

/** An array has no place for totals. */
const tellsTotals = (form: { listEnvelope: ListEnvelope; withPagination: boolean }) =>
	form.withPagination && form.listEnvelope !== 'array';

describe.each(envelopes)('$listEnvelope, totals: $withPagination', (form) => {
	beforeEach(async () => {
		await sety.sandbox.control.sety.changeKey(TEST_KEY, { plan: 'unlimited' });
	});

	it.each(LISTS)(
		'%s reads the whole list, and no page more',
		async (operation, path, id, total) => {
			const { data } = await callSety(sety.sandbox).get(path, { params: { limit: 100 } });
			const expected = data.results.map((one: Record<string, string>) => one[id]);
			await sety.sandbox.control.sety.changeSettings({ ...form, maxPageSize: PAGE });
			await sety.sandbox.control.clearReceived();
			const result = await sety.run(operation, { returnAll: true, output: 'raw' });

			expect(expected).toHaveLength(total);
			expect(result.json.map((one) => one[id])).toEqual(expected);
			expect(result.hints).toEqual([]);
			// Without totals only an empty page tells the end.
			const pages = Math.ceil(total / PAGE) + (tellsTotals(form) ? 0 : 1);
			expect(await sety.sandbox.control.received()).toHaveLength(pages);
		},
	);

	it('the trigger hands over all that is new', async () => {
		await sety.sandbox.control.sety.changeSettings({ ...form, maxPageSize: PAGE });
		const host = new TriggerHost(new SetyTrigger(), () => sety.credential(), {
			triggerOn: ['incidentCreated', 'incidentStatusChanged', 'dangerZoneCreated'],
		});
		await host.activate();
		const created = await sety.sandbox.control.sety.createIncidents({
			count: 12,
			spacingMs: 1_000,
		});
		const [changed = ''] = created;
		const { key } = await sety.sandbox.control.sety.putDangerZone({ name: 'New' });
		await host.tick();
		await sety.sandbox.control.sety.setStatus(changed, { status: 'assigned' });
		await host.tick();
		await host.tick();
		await host.stop();

		expect(host.errors).toEqual([]);
		const events = host.json.map(({ event, incident, dangerZone }) => [
			event,
			(incident as { incident_id?: string } | undefined)?.incident_id ??
				(dangerZone as { zone_id?: string } | undefined)?.zone_id,
		]);
		const inOrder = (list: unknown[]) => list.map(String).sort();
		expect(inOrder(events)).toEqual(
			inOrder([
				...created.map((one) => ['incidentCreated', one]),
				['incidentStatusChanged', changed],
				['dangerZoneCreated', key],
			]),
		);
	});
});

it('the trigger reads no page more because of another envelope', async () => {
	const counts: number[] = [];
	for (const listEnvelope of ['results', 'dataAndPagination', 'plural'] as const) {
		await sety.sandbox.control.reset();
		await sety.sandbox.control.sety.changeSettings({ listEnvelope });
		const host = new TriggerHost(new SetyTrigger(), () => sety.credential(), {
			triggerOn: ['incidentStatusChanged'],
		});
		await host.activate();
		await sety.sandbox.control.clearReceived();
		await host.tick();
		await host.stop();
		counts.push((await sety.sandbox.control.received()).length);
	}
	// One page of the newest, and one for each of the five statuses that an incident can leave again.
	expect(counts).toEqual([6, 6, 6]);
});
