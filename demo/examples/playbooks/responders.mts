import { limits } from '../../../harness/process/timeLimit.mts';
import { until } from '../../../harness/process/until.mts';
import type { Sandbox } from '../../../harness/sandbox.mts';
import type { Incident } from '../../../sandbox/sety/model.cts';

type IsWanted = (incident: Incident) => boolean;

/** A responder is on the way, and resolves the incident after the workflow has read that. */
export async function respond(
	{ control }: Sandbox,
	isWanted: IsWanted,
	signal: AbortSignal,
): Promise<void> {
	const wanted = async () => (await control.sety.records()).incidents.findLast(isWanted);
	const { incident_id: id } = await until(limits.execution, signal, wanted);
	const readMore = async () => {
		const known = (await readsOf(id)).length;
		await until(limits.execution, signal, async () => (await readsOf(id))[known]);
	};
	const readsOf = async (one: string) =>
		(await control.received()).filter(
			({ method, path }) => method === 'GET' && path === `/incidents/${one}`,
		);
	await readMore();
	await control.sety.setStatus(id, { status: 'responding' });
	await readMore();
	await control.sety.setStatus(id, { status: 'resolved' });
}
