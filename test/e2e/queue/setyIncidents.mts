import { z } from 'zod';
import type { Sandbox } from '../../../harness/sandbox.mts';

/** An incident as far as the account needs it. */
export interface MadeIncident {
	id: string;
	/** The idempotency key that it was made with. */
	key: string | null;
}

/** All incidents that Sety has stored beside those that were there `before`. */
export async function incidentsMadeSince(
	sandbox: Sandbox,
	before: ReadonlySet<string>,
): Promise<MadeIncident[]> {
	const { incidents } = await sandbox.control.sety.records();
	return incidents
		.filter(({ incident_id: id }) => !before.has(id))
		.map(({ incident_id: id, idempotency_key: key }) => ({ id, key }));
}

export async function incidentIds(sandbox: Sandbox): Promise<Set<string>> {
	const made = await incidentsMadeSince(sandbox, new Set());
	return new Set(made.map(({ id }) => id));
}

/** A request to create an incident. */
export interface CreateCall {
	key: string | null;
	/** 201 for a new incident, 200 for a key that Sety had; null as long as there is no answer. */
	status: number | null;
	fault: string | undefined;
}

const withKey = z.object({ idempotency_key: z.string() });

/** The requests to create an incident that Sety has got, oldest first. */
export async function createCalls(sandbox: Sandbox): Promise<CreateCall[]> {
	const received = await sandbox.control.received();
	return received
		.filter(({ method, path }) => method === 'POST' && path === '/incidents')
		.map(({ body, status, fault }) => {
			const parsed = withKey.safeParse(body);
			return { key: parsed.success ? parsed.data.idempotency_key : null, status, fault };
		});
}
