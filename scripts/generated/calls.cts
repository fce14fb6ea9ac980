import { calls as safetyKitCalls } from '../../nodes/SafetyKit/operations.ts';
import { endpoints as samsaraEndpoints } from '../../nodes/Samsara/api/endpoints.ts';
import { calls as setyCalls } from '../../nodes/Sety/operations.ts';
import type { Effect, Endpoint } from '../../nodes/core/http/request.ts';
import type { ListedService } from '../../nodes/services.ts';

/** A call of a service, as tables and tests read it. */
export interface DocumentedCall {
	/** `resource.operation`: the key of an Endpoint Override. A call that no operation has in its name is listed, too. */
	key: string;
	/** In the words of the service. */
	title: string;
	method: string;
	path: string;
	effect: Effect;
	/** Of method and path together. */
	evidence: string;
	/** The names that are sent. */
	fields: ReadonlyArray<{ name: string; evidence: string }>;
}

const endpoints = {
	Sety: Object.fromEntries(setyCalls.map((call) => [call.key, call])),
	Samsara: samsaraEndpoints,
	SafetyKit: Object.fromEntries(safetyKitCalls.map((call) => [call.key, call])),
};

/** Every call of a service. The only place that knows where the nodes keep them. */
export function callsOf({ name }: Pick<ListedService, 'name'>): DocumentedCall[] {
	const table: Readonly<Record<string, Endpoint>> = endpoints[name as keyof typeof endpoints];
	return Object.entries(table).map(([key, { fields, fieldEvidence, ...call }]) => ({
		...call,
		key,
		fields: fields.map((field) => ({ name: field, evidence: fieldEvidence })),
	}));
}

/** What is known of the names of a call's fields, in words; a dash where it has none. */
export function fieldEvidenceOf({ fields }: DocumentedCall): string {
	const found = new Set(fields.map(({ evidence }) => evidence));
	if (found.size === 0) return '–';
	const [only = ''] = found;
	return found.size > 1 || only === 'partly' ? 'documented in part' : only;
}
