import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeListSearchItems,
	INodeProperties,
} from 'n8n-workflow';

import { ApiFailure, InvalidInput } from '../core/failures/failures';
import { toNodeError } from '../core/failures/toNodeError';
import { callSettings } from '../core/run/settings';
import { isJsonRecord } from '../core/json';
import { currentVisitors } from './accessLog/accessLog';
import type { SetyRecord } from './answers';
import { categoryFilter, statusFilter } from './incident/fields';
import { incidents } from './incident/incident';
import type { SetyList } from './lists';
import { readPage } from './lists';
import { connectSety } from './operations';

/** Pages that one search reads before it shows what it has; "load more" goes on from there. */
export const MAX_PAGES_PER_SEARCH = 5;

/** Seconds a picker waits for a rate limit: somebody is looking at it. */
const PICKER_MAX_WAIT = 5;

interface Picker {
	list: SetyList;
	/** What to say when the key may not list. */
	what: string;
	toOption(record: SetyRecord): INodeListSearchItems | undefined;
}

/** The API has no text search, so pages are read and filtered here. */
async function search(
	context: ILoadOptionsFunctions,
	{ list, what, toOption }: Picker,
	filter: string | undefined,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	try {
		const { clientFor } = await connectSety(context)(0);
		const client = clientFor(callSettings.parse({ maxRateLimitWait: PICKER_MAX_WAIT }));
		const wanted = filter?.trim().toLowerCase() ?? '';
		const results: INodeListSearchItems[] = [];
		const first = Number(paginationToken ?? 1);
		for (let page = first; page < first + MAX_PAGES_PER_SEARCH; page++) {
			const { records, hasMore } = await readPage(client, list, page);
			for (const record of records) {
				const option = toOption(record);
				if (option !== undefined && matches(option, wanted)) results.push(option);
			}
			if (hasMore === false || records.length === 0) return { results };
			if (results.length > 0) return { results, paginationToken: String(page + 1) };
		}
		return { results, paginationToken: String(first + MAX_PAGES_PER_SEARCH) };
	} catch (reason) {
		throw toNodeError(context.getNode(), mayNotList(reason, what), undefined);
	}
}

function matches({ name, value, description }: INodeListSearchItems, wanted: string): boolean {
	return `${name} ${value} ${description ?? ''}`.toLowerCase().includes(wanted);
}

function mayNotList(reason: unknown, what: string): unknown {
	return reason instanceof ApiFailure && reason.details.status === 403
		? new InvalidInput(
				`This key may not list ${what}`,
				'Choose "By ID" and enter the ID, or give the key the scope to list them.',
			)
		: reason;
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

function joined(...parts: string[]): string {
	return parts.filter((part) => part !== '').join(' · ');
}

/** The name that the form has for a value, or the value itself when it has none. */
function labelOf({ options = [] }: INodeProperties, value: string): string {
	const known = options.find((option) => 'value' in option && option.value === value);
	return known?.name ?? value;
}

export async function searchIncidents(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const picker: Picker = { list: incidents, what: 'incidents', toOption: incidentOption };
	return await search(this, picker, filter, paginationToken);
}

function incidentOption(incident: SetyRecord): INodeListSearchItems | undefined {
	const id = textOf(incident.incident_id);
	if (id === '') return undefined;
	const subject = isJsonRecord(incident.subject) ? textOf(incident.subject.name) : '';
	const location = isJsonRecord(incident.location) ? textOf(incident.location.address) : '';
	return {
		name: joined(
			labelOf(categoryFilter, textOf(incident.category)),
			subject,
			labelOf(statusFilter, textOf(incident.status)),
			id,
		),
		value: id,
		description: joined(textOf(incident.title), location, textOf(incident.created_at)),
	};
}

export async function searchVisitors(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const picker: Picker = {
		list: currentVisitors,
		what: 'current visitors',
		toOption: visitorOption,
	};
	return await search(this, picker, filter, paginationToken);
}

function visitorOption(visitor: SetyRecord): INodeListSearchItems | undefined {
	const id = textOf(visitor.log_id) || textOf(visitor.id);
	if (id === '') return undefined;
	return {
		name: joined(textOf(visitor.visitor_name), textOf(visitor.gate), id),
		value: id,
		description: joined(textOf(visitor.host_name), textOf(visitor.entry_time)),
	};
}
