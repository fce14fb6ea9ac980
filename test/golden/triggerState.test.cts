import type { INodeParameters, INodeType } from 'n8n-workflow';

import { SamsaraTrigger } from '../../nodes/Samsara/SamsaraTrigger.node.ts';
import { SetyTrigger } from '../../nodes/Sety/SetyTrigger.node.ts';
import type { Credential } from '../../harness/engine/credentials.cts';
import { samsaraBench } from '../../harness/engine/samsara.cts';
import { setyBench } from '../../harness/engine/sety.cts';
import { TriggerHost } from '../../harness/engine/triggerHost.cts';

const sety = setyBench();
const samsara = samsaraBench();

const NOW = '2026-03-10T12:00:00.000Z';

/** What n8n stores of a trigger that was switched on, and of what it emits for one more record. */
async function lifeOf(
	node: INodeType,
	credential: () => Record<string, Credential>,
	parameters: INodeParameters,
	arrive: () => Promise<unknown>,
) {
	const host = new TriggerHost(node, credential, parameters);
	try {
		await host.activate();
		const baseline = JSON.parse(host.saved) as unknown;
		await arrive();
		await host.tick();
		return { baseline, afterOne: JSON.parse(host.saved) as unknown, emitted: host.json };
	} finally {
		await host.stop();
	}
}

/** The sandbox listens at another port each time, and fingerprints hold its address. */
const withoutPorts = (life: unknown) =>
	JSON.parse(
		JSON.stringify(life)
			.replaceAll(/(?<="fingerprint":")[\w-]{12}(?=")/g, '<hash>')
			.replaceAll(/127\.0\.0\.1:\d+/g, '<sandbox>'),
	) as unknown;

beforeEach(() => {
	jest.spyOn(Date, 'now').mockReturnValue(Date.parse(NOW));
});

afterEach(() => {
	jest.restoreAllMocks();
});

it.each([
	['incidentCreated', {}],
	['incidentStatusChanged', {}],
	['dangerZoneCreated', {}],
	['dangerZoneChanged', {}],
	['dangerZoneRemoved', {}],
])('Sety Trigger, %s: static data and output stay as they are', async (triggerOn, more) => {
	const { control } = sety.sandbox;
	await control.reset({ now: NOW, frozen: true });
	const life = await lifeOf(
		new SetyTrigger(),
		() => sety.credential({}),
		{ triggerOn: [triggerOn], ...more },
		async () => {
			await control.advance(60_000);
			await control.sety.createIncidents({ count: 1 });
			await control.sety.putDangerZone({});
		},
	);

	expect(withoutPorts(life)).toMatchSnapshot();
});

it.each(['safetyEventCreated', 'safetyEventUpdated'])(
	'Samsara Trigger, %s: static data and output stay as they are',
	async (triggerOn) => {
		const { control } = samsara.sandbox;
		await control.reset({ now: NOW, frozen: true });
		await control.samsara.changeSettings({ rateLimits: false });
		const life = await lifeOf(
			new SamsaraTrigger(),
			() => samsara.credential(),
			{ authentication: 'accessToken', triggerOn: [triggerOn] },
			async () => {
				await control.advance(60_000);
				await control.samsara.createEvents({ count: 1 });
				await control.advance(60_000);
			},
		);

		expect(withoutPorts(life)).toMatchSnapshot();
	},
);
