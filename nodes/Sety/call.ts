import { InvalidInput } from '../core/failures/failures';
import type { Call } from '../core/call';
import type { HttpMethod } from '../core/http/request';
import type { JsonRecord } from '../core/json';

/** A call of Sety. */
export interface SetyCall extends Call {
	/** Whether its operation has a safeguard, because it sends responders or calls them off. */
	hasSafeguard?: boolean;
}

/** A call as this credential makes it. */
export interface OverriddenCall {
	method: HttpMethod;
	path: string;
	/** From our field names to those of the service. */
	rename: Readonly<Record<string, string>>;
	/** Records to request per page of a list. */
	pageSize: number;
}

/** By the key of the call. */
export type EndpointOverrides = ReadonlyMap<string, OverriddenCall>;

/** Records per page of a list where no override says otherwise. Sety's own maximum is not documented; 100 is assumed. */
export const PAGE_SIZE = 100;
/** How a call is made with these overrides. */
export function resolveCall({ key, method, path }: Call, overrides: EndpointOverrides) {
	return overrides.get(key) ?? { method, path, rename: {}, pageSize: PAGE_SIZE };
}

const KEY_FIELD = 'idempotency_key';

/** Fields that the node has to set itself, and where the user sets them instead. */
const OWN_FIELDS: Readonly<Record<string, string>> = {
	// A fixed page would give the same one again and again.
	page: 'Use Limit or Return All.',
	limit: 'Use Limit or Return All.',
	// Whether a key was given, and for whom it was used, decides what a repeated one means.
	[KEY_FIELD]: 'Use the field Idempotency Key.',
};

/** Refuses Extra Fields that set what the node has to set itself. Throws InvalidInput. */
export function refuseOwnFields(
	call: Call,
	{ overrides }: { overrides: EndpointOverrides },
	extra: JsonRecord,
): void {
	const { rename } = resolveCall(call, overrides);
	for (const [field, instead] of Object.entries(OWN_FIELDS)) {
		if (!call.fields.includes(field)) continue;
		const own = rename[field] ?? field;
		const isOwn = (name: string) => name === own || (field === KEY_FIELD && isKeyName(name));
		const taken = Object.keys(extra).find(isOwn);
		if (taken === undefined) continue;
		throw new InvalidInput(
			`Extra Fields sets "${taken}", which this operation sets itself`,
			`Remove it from Extra Fields. ${instead}`,
		);
	}
}

/** Whether a name is the one under which Sety takes the idempotency key, in whatever spelling. */
export function isKeyName(name: string): boolean {
	return (
		name
			.normalize('NFKC')
			.replaceAll(/[^a-z]/gi, '')
			.toLowerCase() === 'idempotencykey'
	);
}
