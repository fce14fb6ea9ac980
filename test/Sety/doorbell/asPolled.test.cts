import { byId } from '../../../harness/engine/sety.cts';
import { TriggerHost } from '../../../harness/engine/triggerHost.cts';
import { SetyTrigger } from '../../../nodes/Sety/SetyTrigger.node.ts';
import { doorbellBench, jsonOf } from './doorbellBench.cts';

const { sety, control, host, create } = doorbellBench();
let poller: TriggerHost;

beforeEach(async () => {
	poller = new TriggerHost(new SetyTrigger(), () => sety.credential({}), {
		triggerOn: ['incidentCreated', 'incidentStatusChanged'],
	});
	await poller.activate();
});

afterEach(async () => {
	await poller.stop();
});

/** The sandbox delivers when it has answered. */
async function until(is: () => boolean): Promise<void> {
	for (let n = 0; n < 400 && !is(); n++) await new Promise((resolve) => setTimeout(resolve, 10));
	expect(is()).toBe(true);
}

it.each(['incident', 'flat', 'nested', 'text'] as const)(
	'starts with what was read, in the form of the poller and with its ids, for a body of the form "%s"',
	async (body) => {
		const n8n = await host();
		await control().registerWebhook({ url: n8n.url, body });
		const id = await create();
		await until(() => n8n.started.length === 1);
		await poller.tick();
		await control().setStatus(id, { status: 'assigned' });
		await until(() => n8n.started.length === 2);
		await sety.run('incident.addNote', { incidentId: byId(id), note: 'A note' });
		await poller.tick();

		expect(jsonOf(n8n)).toEqual(poller.json);
		expect((await control().deliveries()).map(({ answers }) => answers)).toEqual([[200], [200]]);
	},
);
