import '../../harness/engine/environment.cts';

import { samsaraBench } from '../../harness/engine/samsara.cts';

const samsara = samsaraBench();

it('tells an agent in the message what became of the other events', async () => {
	const [known = ''] = await samsara.sandbox.control.samsara.createEvents();
	const safetyEventIds = `${known}, 00000000-0000-4000-8000-000000000000`;
	const result = await samsara.run(
		'safetyEvent.update',
		{ safetyEventIds, eventState: 'reviewed' },
		{ typeName: 'samsaraTool' },
	);

	expect(result.error?.message).toMatch(/Other safety events accepted by Samsara in this run: 1\./);
});
