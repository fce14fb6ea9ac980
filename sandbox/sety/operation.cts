import type { z } from 'zod';
import type { Page, PageRequest } from '../recordList.cts';
import type { ContractOperation } from '../contract.cts';
import type { Answer } from '../service.cts';
import type { OtherNames } from './dialect.cts';
import type { ApiKey } from './keys.cts';
import type { Organization, Settings, World } from './world.cts';

/** What an operation works on. */
export interface Context {
	readonly now: number;
	readonly key: ApiKey;
	readonly organization: Organization;
	readonly world: World;
}

interface Described extends ContractOperation {
	/** `resource.operation`, as in deniedOperations and in Endpoint Overrides. */
	readonly name: string;
	readonly otherNames: OtherNames;
	/** The resource's own plural, for operations that answer with a list. */
	readonly plural?: string;
}

/** An operation that needs no key. */
export interface OpenOperation extends Described {
	readonly open: true;
	run(now: number): Answer;
}

export interface KeyedOperation extends Described {
	readonly open: false;
	/** Takes the checked fields of path, query and body as one object. */
	run(fields: Readonly<Record<string, unknown>>, context: Context): Answer;
}

export type Operation = OpenOperation | KeyedOperation;

interface Definition<Input extends z.ZodTypeAny> extends Described {
	/** Reads what the contract has admitted; drops what it does not know. */
	readonly input: Input;
	readonly run: (input: z.output<Input>, context: Context) => Answer;
}

export function operation<Input extends z.ZodTypeAny>(
	definition: Definition<Input>,
): KeyedOperation {
	const { input, run, ...described } = definition;
	return {
		...described,
		open: false,
		run: (fields, context) => run(input.parse(fields) as z.output<Input>, context),
	};
}

export function refusal(
	status: number,
	message: string,
	headers: Readonly<Record<string, string>> = {},
): Answer {
	return { status, headers, body: errorBody(status, message) };
}

export function errorBody(code: number, message: string): { code: number; message: string } {
	return { code, message };
}

/** The page that is served, which the settings may make another one than was asked for. */
export function servedPage({ page, limit }: PageRequest, settings: Settings): PageRequest {
	return {
		page: settings.ignorePage
			? 1
			: settings.listFault === 'alternatingPages'
				? 2 - (page % 2)
				: page,
		limit: Math.min(limit, settings.maxPageSize ?? limit),
	};
}

/** A page of a list in the observed form; variants of it are made of that (envelope.cts, dialect.cts). */
export function listAnswer(page: Page<unknown>, { withPagination, listFault }: Settings): Answer {
	const { items, total: totalResults, limit } = page;
	const results = listFault === 'recordsTwice' ? items.flatMap((item) => [item, item]) : items;
	if (listFault === 'endless' || listFault === 'alternatingPages') {
		return { status: 200, body: { results, page: page.page, limit, hasNextPage: true } };
	}
	if (!withPagination) return { status: 200, body: { results } };
	const totalPages = Math.ceil(totalResults / limit);
	return {
		status: 200,
		body: { results, page: page.page, limit, totalPages, totalResults },
	};
}
