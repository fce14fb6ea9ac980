import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeListSearchItems,
	INodeProperties,
} from 'n8n-workflow';

import { ApiFailure, InvalidInput } from '../core/failures/failures';
import { toListError } from '../core/failures/toNodeError';
import { callSettings } from '../core/run/settings';
import { fieldIn, isJsonRecord } from '../core/json';
import { recordTime } from '../core/polling/recordTime';
import { currentVisitors } from './accessLog/accessLog';
import type { SetyRecord } from './answers';
import { categoryFilter, statusFilter } from './incident/fields';
import { incidentIdOf, incidents } from './incident/incident';
import { isFinal } from './incident/statuses';
import type { SetyList } from './lists';
import { readPage } from './lists';
import { connectSety } from './operations';

/** Pages that one search reads before it shows what it has; "load more" goes on from there. */
export const MAX_PAGES_PER_SEARCH = 5;

/** Seconds a picker waits for a rate limit: a person is looking at it. */
const PICKER_MAX_WAIT = 5;

interface Picker {
	list: SetyList;
	/** What the list holds, for the message when the key may not list. */
	what: string;
	/** Undefined for a record that the list leaves out. `timeZone` is the workflow's (IANA). */
	toOption(record: SetyRecord, timeZone: string): INodeListSearchItems | undefined;
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
		const timeZone = context.getTimezone();
		const results: INodeListSearchItems[] = [];
		const first = Number(paginationToken ?? 1);
		for (let page = first; page < first + MAX_PAGES_PER_SEARCH; page++) {
			const { records, hasMore } = await readPage(client, list, page);
			for (const record of records) {
				const option = toOption(record, timeZone);
				if (option !== undefined && matches(option, wanted)) results.push(option);
			}
			if (hasMore === false || records.length === 0) return { results };
			if (results.length > 0) return { results, paginationToken: String(page + 1) };
		}
		return { results, paginationToken: String(first + MAX_PAGES_PER_SEARCH) };
	} catch (reason) {
		throw toListError(context.getNode(), mayNotList(reason, what));
	}
}

function matches({ name, value, description }: INodeListSearchItems, wanted: string): boolean {
	return `${name} ${value} ${description ?? ''}`.toLowerCase().includes(wanted);
}

function mayNotList(reason: unknown, what: string): unknown {
	return reason instanceof ApiFailure && reason.details.status === 403
		? new InvalidInput(
				`This key may not list ${what}`,
				'Choose By ID and enter the ID, or give the key the scope to list them.',
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

/** Incidents that may still be cancelled. The API filters by one status at a time, so the pages are filtered here. */
export async function searchActiveIncidents(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const picker: Picker = {
		list: incidents,
		what: 'incidents',
		toOption: (incident, timeZone) =>
			isFinal(textOf(incident.status)) ? undefined : incidentOption(incident, timeZone),
	};
	return await search(this, picker, filter, paginationToken);
}

/** When it happened, as in "10 Mar 2026, 14:30"; the text as it is where it is no time. */
function shownTime(value: unknown, timeZone: string): string {
	const time = recordTime(value);
	if (time === undefined) return textOf(value);
	return new Intl.DateTimeFormat('en-GB', {
		day: 'numeric',
		month: 'short',
		year: 'numeric',
		hour: '2-digit',
		minute: '2-digit',
		timeZone,
	}).format(time);
}

function incidentOption(incident: SetyRecord, timeZone: string): INodeListSearchItems | undefined {
	const id = incidentIdOf(incident);
	if (id === undefined) return undefined;
	const subject = isJsonRecord(incident.subject) ? textOf(incident.subject.name) : '';
	const { address, landmark } = isJsonRecord(incident.location) ? incident.location : {};
	const place = textOf(address) || textOf(landmark);
	return {
		name: joined(
			labelOf(categoryFilter, textOf(incident.category)),
			shownTime(fieldIn(incident, 'created_at'), timeZone),
			subject,
			place,
			labelOf(statusFilter, textOf(incident.status)),
			id,
		),
		value: id,
		description: joined(textOf(incident.title), textOf(incident.description)),
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
