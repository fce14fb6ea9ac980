import type { z } from 'zod';
import type { ContractOperation } from '../contract.cts';
import type { Answer } from '../service.cts';
import type { SafetyEvent } from './model.cts';
import type { Limit } from './rateLimit.cts';
import type { Permission } from './tokens.cts';
import type { World } from './world.cts';

export interface Context {
	readonly now: number;
	readonly world: World;
	/** Whether the token sees the event. */
	readonly sees: (event: SafetyEvent) => boolean;
	/** Whether the token has the permission to see media. */
	readonly seesMedia: boolean;
	/** Where files are. */
	readonly fileOrigin: () => string;
	/** As it was sent, for cursors. */
	readonly rawQuery: Readonly<Record<string, unknown>>;
}

export interface Operation extends ContractOperation {
	readonly name: string;
	readonly permission: Permission;
	/** Documented per endpoint; null where none is stated. */
	readonly limit: Limit | null;
	/** Takes the checked fields of query and body as one object. */
	run(fields: Readonly<Record<string, unknown>>, context: Context): Answer;
}

interface Definition<Input extends z.ZodTypeAny> extends Omit<Operation, 'run'> {
	readonly input: Input;
	readonly run: (input: z.output<Input>, context: Context) => Answer;
}

export function operation<Input extends z.ZodTypeAny>(definition: Definition<Input>): Operation {
	const { input, run, ...described } = definition;
	return {
		...described,
		run: (fields, context) => run(input.parse(fields) as z.output<Input>, context),
	};
}

export const perSecond = (name: string): Limit => ({ name, calls: 5, perMs: 1_000 });
export const perMinute = (name: string): Limit => ({ name, calls: 100, perMs: 60_000 });

/** Names of query parameters that are lists: comma separated (style form, not exploded). */
const LISTS = new Set([
	'safetyEventIds',
	'assetIds',
	'driverIds',
	'vehicleIds',
	'tagIds',
	'assignedCoaches',
	'behaviorLabels',
	'eventStates',
]);

/** The query as the contract describes it: lists as lists. */
export function withLists(query: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(query).map(([name, value]) => [
			name,
			LISTS.has(name) && typeof value === 'string' ? value.split(',') : value,
		]),
	);
}

const ID_FILTERS = ['assetIds', 'driverIds', 'vehicleIds', 'tagIds', 'assignedCoaches'];
const MOST_IDS = 2_000;

/** Documented for filters in general. */
export const hasTooManyIds = (query: Readonly<Record<string, unknown>>): boolean =>
	ID_FILTERS.some((name) => {
		const ids = query[name];
		return Array.isArray(ids) && ids.length > MOST_IDS;
	});

let refusals = 0;

export function errorBody(message: string): { message: string; requestId: string } {
	refusals += 1;
	return { message, requestId: refusals.toString(16).padStart(8, '0') };
}

export function refusal(status: number, message: string, headers = {}): Answer {
	return { status, headers, body: errorBody(message) };
}
