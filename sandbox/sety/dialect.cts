/**
 * A second form of the API. Many paths and field names of the first form are assumed (openapi/sety.yaml),
 * so a client must be able to work when they turn out otherwise; this form is otherwise in all of them.
 * It is a translation around the ordinary API: requests on their way in, answers on their way out.
 */
import { z } from 'zod';
import type { ContractOperation, RequestParts } from '../contract.cts';
import type { Answer } from '../service.cts';
import { observedList } from './envelope.cts';

/** How an operation looks in the other form; what is absent is as in the ordinary form. */
export interface OtherNames {
	readonly path?: string;
	readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT';
	/** Fields of query and body: ordinary name → other name. */
	readonly rename?: Readonly<Record<string, string>>;
	readonly answer?: 'bareIncident' | 'bareArray';
}

interface Translated extends ContractOperation {
	readonly name: string;
	readonly otherNames: OtherNames;
}

export type Override = string | { path: string; method: string; rename: Record<string, string> };

/** Fields of answers: ordinary name → other name. */
const ANSWER_NAMES = new Map([
	['visitor_name', 'visitor'],
	['visitor_phone', 'phone'],
	['visitor_email', 'email'],
	['entry_time', 'entered_at'],
	['checkout_time', 'checkout_at'],
	['radius_m', 'radius'],
	['risk_level', 'risk'],
]);

const record = z.record(z.unknown());
const lngLat = z.tuple([z.number(), z.number()]);
const incidentEnvelope = z.object({ incident: z.unknown() });
export function overridesFor(operations: readonly Translated[]): Record<string, Override> {
	const overrides: Record<string, Override> = {};
	for (const { name, path, method, otherNames } of operations) {
		const { path: otherPath, method: otherMethod, rename } = otherNames;
		if (rename || otherMethod) {
			overrides[name] = {
				path: otherPath ?? path,
				method: otherMethod ?? method,
				rename: { ...rename },
			};
		} else if (otherPath !== undefined) {
			overrides[name] = otherPath;
		}
	}
	return overrides;
}

/** The request as the ordinary form would have it. Ordinary names mean nothing here and are dropped. */
export function toOrdinaryRequest({ otherNames }: Translated, parts: RequestParts): RequestParts {
	const { method, rename = {} } = otherNames;
	const query = ordinaryNames(parts.query, rename);
	const sent = record.safeParse(parts.body);
	const body = sent.success ? ordinaryNames(sent.data, rename) : parts.body;
	// Only reading operations have another method, and in the ordinary form these have no body.
	return method === undefined
		? { params: parts.params, query, body }
		: {
				params: parts.params,
				query: { ...query, ...record.catch({}).parse(body) },
				body: undefined,
			};
}

/** Names of the ordinary form, which this one does not know. */
export function notUnderstood({ otherNames }: Translated, { query, body }: RequestParts) {
	const sent = [...Object.keys(query), ...Object.keys(record.catch({}).parse(body))];
	return sent
		.filter((name) => name in (otherNames.rename ?? {}))
		.map((field) => ({ field, problem: 'is not allowed' }));
}

/** The field of a complaint, as the caller knows it. */
export function otherFieldName({ otherNames }: Translated, field: string): string {
	const [first = '', ...rest] = field.split('.');
	return [otherNames.rename?.[first] ?? first, ...rest].join('.');
}

/** The answer in the other form: other envelopes, other names, places without GeoJSON's array. */
export function toOtherAnswer({ name, otherNames }: Translated, answer: Answer): Answer {
	if (answer.status >= 400) return answer;
	// The fields of an incident are documented, so they stay.
	const body = name.startsWith('incident.') ? answer.body : withOtherNames(answer.body);
	return { ...answer, body: inOtherEnvelope(body, otherNames) };
}

function ordinaryNames(
	fields: Readonly<Record<string, unknown>>,
	rename: Readonly<Record<string, string>>,
): Record<string, unknown> {
	const ordinary = new Map(Object.entries(rename).map(([from, to]) => [to, from]));
	const understood = Object.entries(fields).filter(([name]) => !(name in rename));
	return Object.fromEntries(understood.map(([name, value]) => [ordinary.get(name) ?? name, value]));
}

function inOtherEnvelope(body: unknown, { answer }: OtherNames): unknown {
	if (answer === 'bareIncident') return incidentEnvelope.parse(body).incident;
	const list = observedList.safeParse(body);
	if (!list.success) return body;
	const {
		results: records,
		page,
		totalPages: last_page,
		limit: per_page,
		totalResults: total,
		hasNextPage: has_more,
	} = list.data;
	if (answer === 'bareArray') return records;
	if (page === undefined) return { records };
	return { meta: { current_page: page, last_page, per_page, total, has_more }, records };
}

function withOtherNames(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withOtherNames);
	const fields = record.safeParse(value);
	if (!fields.success) return value;
	return Object.fromEntries(
		Object.entries(fields.data).flatMap(([name, inner]) => {
			const place = name === 'coordinates' && lngLat.safeParse(inner);
			if (place && place.success) {
				const [longitude, latitude] = place.data;
				return Object.entries({ latitude, longitude });
			}
			return [[ANSWER_NAMES.get(name) ?? name, withOtherNames(inner)]];
		}),
	);
}
