import { createHash } from 'node:crypto';

import { isJsonRecord } from '../../core/json';
import { endpoints } from './endpoints';
import { readList } from '../../core/paging/readList';
import type { Envelope, SetyRecord } from './answers';
import { hasMorePages, idIn, isKnown, recordIn, takeRecords } from './answers';
import type { Call } from './call';
import type { Asked } from './confirmation';
import { holdsRecord, isEmptyRecord, isSameId, saysFailure, saysSuccess } from './confirmation';
import type { SetyAccount } from './credential';
import type { EndpointName } from './endpoints';
import type { Incident } from './envelopes';
import {
	INCIDENT,
	NOTED,
	ACCESS_LOG,
	STATS,
	ANALYTICS,
	SAFETY_SCORE,
	ROUTE,
	HEALTH,
	HEATMAP,
	idempotentIn,
	incidentIdOf,
	incidentIn,
	notedIdOf,
} from './envelopes';
import { resolveEndpoint } from './overrides';

type Fields = Record<string, unknown>;

export interface ListOptions {
	/** The most records; undefined means all. */
	limit: number | undefined;
	/** Told when the list may be incomplete. */
	hint(text: string): void;
	/** What is kept of each record; all of it where nothing is said. */
	keep?(record: SetyRecord): SetyRecord;
}

/** What Sety gave back for an idempotency key. */
export interface CreatedIncident {
	incident: Incident;
	/** The key was used before, perhaps by an attempt of this very call. */
	idempotent: boolean;
	/** The answer to an earlier attempt of this call was lost. */
	repeatedBlindly: boolean;
	/** The person as it was sent, Extra Fields included. */
	asked: unknown;
	/** The person of the incident. */
	known: unknown;
}

export interface OnePage {
	records: SetyRecord[];
	hasMore: boolean;
	/** The page is empty and says nevertheless that more follow. */
	promisesMore: boolean;
	/** Sety's own clock, epoch milliseconds; undefined when it does not tell. */
	serverNow: number | undefined;
}

/** The Sety external API. Every method throws ApiFailure when it does not end well. */
export interface SetyClient {
	/** Whether the key can never dispatch anybody. */
	isTestKey: boolean;
	/**
	 * The address and the kind of key. A new key counts as the same account, because what came meanwhile would be lost by a
	 * trigger that begins anew; that it is one of another organization cannot be told.
	 */
	account: string;
	/** Refuses what no call of this endpoint may be. Throws InvalidInput, and sends nothing. */
	checkCall(name: EndpointName, path: Record<string, string>): void;
	createIncident(fields: Fields): Promise<CreatedIncident>;
	getIncident(incidentId: string): Promise<SetyRecord>;
	listIncidents(filters: Fields, options: ListOptions): Promise<SetyRecord[]>;
	cancelIncident(incidentId: string, reason: string | undefined): Promise<SetyRecord>;
	addNote(incidentId: string, fields: Fields): Promise<SetyRecord>;
	createAccessLog(fields: Fields): Promise<SetyRecord>;
	listAccessLogs(filters: Fields, options: ListOptions): Promise<SetyRecord[]>;
	getAccessLogStats(filters: Fields): Promise<SetyRecord>;
	listCurrentVisitors(options: ListOptions): Promise<SetyRecord[]>;
	checkOutVisitor(logId: string, fields: Fields): Promise<SetyRecord>;
	listDangerZones(filters: Fields, options: ListOptions): Promise<SetyRecord[]>;
	getDangerAnalytics(fields: Fields): Promise<SetyRecord>;
	getHeatmap(fields: Fields): Promise<SetyRecord>;
	getSafetyScore(fields: Fields): Promise<SetyRecord>;
	analyzeRoute(fields: Fields): Promise<SetyRecord>;
	checkHealth(): Promise<SetyRecord>;
	/** Records that one page of a list has at most. */
	pageSizeOf(name: ListName): number;
	/** One page of a list, for pickers and triggers. Pages begin with 1. */
	readPage(name: ListName, page: number): Promise<OnePage>;
}

export type ListName = Extract<
	EndpointName,
	| 'incident.getAll'
	| 'accessLog.getAll'
	| 'accessLog.getCurrentVisitors'
	| 'threatIntelligence.getDangerZones'
>;

/** Status of an answer that has no content on purpose. */
const NO_CONTENT = 204;

/** A key that was used before is answered with this status, a new one with 201 (documented). */
const REPEATED = 200;

export function setyClient(
	call: Call,
	{ isTestKey, baseUrl, overrides }: SetyAccount,
	checkCall: SetyClient['checkCall'],
): SetyClient {
	const pageSizeOf = (name: ListName) => resolveEndpoint(name, overrides).pageSize;

	const page = async (name: ListName, fields: Fields, readBefore: number) => {
		const { status, body, lacks, answeredAt } = await call(name, { fields });
		if (saysFailure(body, () => false)) throw lacks(SUCCESS);
		// No content: a page with nothing on it.
		const records = status === NO_CONTENT ? [] : takeRecords(body, LISTS[name].names);
		if (records === undefined) {
			throw lacks(`a list that can be told from others (expected under "${LISTS[name].names[0]}")`);
		}
		const said = hasMorePages(body, Number(fields.page), readBefore + records.length);
		const isEmpty = records.length === 0;
		return {
			records,
			// An empty page ends a list, whatever it says.
			hasMore: isEmpty ? false : said,
			promisesMore: isEmpty && said === true,
			serverNow: answeredAt,
		};
	};

	const list = async (
		name: ListName,
		filters: Fields,
		{ limit, hint, keep = (record) => record }: ListOptions,
	) => {
		let readBefore = 0;
		return await readList({
			limit,
			pageSize: pageSizeOf(name),
			readPage: async (number, size) => {
				const read = await page(name, { ...filters, page: number, limit: size }, readBefore);
				readBefore += read.records.length;
				if (read.promisesMore) hint(EMPTY_PAGE_PROMISES_MORE);
				return read;
			},
			keyOf: (record) => keyOfRecord(record, LISTS[name].idField),
			keep,
			onRepeatedPage: () =>
				hint('Sety sent the same page twice, so the list ends there and may be incomplete.'),
		});
	};

	/**
	 * One record, in whatever envelope it comes. An answer with status 2xx that says otherwise, that holds nothing, or that is
	 * about another record, is no success.
	 */
	const record = async (
		name: EndpointName,
		envelope: Envelope,
		input: Parameters<Call>[1] = {},
		asked?: Asked,
	): Promise<SetyRecord> => {
		const { body, status, lacks } = await call(name, input);
		const isWrite = endpoints[name].effect !== 'read';
		if (isWrite && status === NO_CONTENT) return {};
		if (saysFailure(body, (part) => isKnown(part, envelope), isWrite)) throw lacks(SUCCESS);
		const found = recordIn(body, envelope);
		if (found === undefined || isEmptyRecord(found)) throw lacks(envelope.what);
		const id = asked?.idOf(found);
		if (asked !== undefined && !isSameId(id, asked.id)) {
			throw lacks(`${asked.what} ${asked.id}, but with ${id}`);
		}
		if (isWrite && !holdsRecord(found, [...envelope.knownBy, 'status']) && !saysSuccess(body)) {
			throw lacks(envelope.what);
		}
		return found;
	};

	return {
		isTestKey,
		account: `${baseUrl} ${isTestKey ? 'test' : 'live'}`,
		checkCall,
		async createIncident(fields) {
			const { body, status, lacks, repeatedBlindly, sent } = await call('incident.create', {
				fields,
			});
			if (saysFailure(body, (part) => isKnown(part, INCIDENT), true)) throw lacks(SUCCESS);
			const incident = incidentIn(body);
			if (incident === undefined) throw lacks('an incident_id');
			const { rename } = resolveEndpoint('incident.create', overrides);
			const subject = rename.subject ?? 'subject';
			return {
				incident,
				// Where the answer does not say so, its status does.
				idempotent: idempotentIn(body) ?? status === REPEATED,
				repeatedBlindly,
				asked: sent[subject] ?? sent.subject,
				known: incident[subject] ?? incident.subject,
			};
		},
		async getIncident(incidentId) {
			const { body, lacks } = await call('incident.get', { path: { incidentId } });
			if (saysFailure(body, (part) => isKnown(part, INCIDENT))) throw lacks(SUCCESS);
			const incident = incidentIn(body);
			if (incident === undefined) throw lacks('an incident_id');
			if (!isSameId(incident.incident_id, incidentId)) {
				throw lacks(`incident ${incidentId}, but with ${incident.incident_id}`);
			}
			return incident;
		},
		listIncidents: async (filters, options) => await list('incident.getAll', filters, options),
		cancelIncident: async (incidentId, reason) =>
			await record(
				'incident.cancel',
				INCIDENT,
				{ path: { incidentId }, fields: { reason } },
				{ id: incidentId, idOf: incidentIdOf, what: 'incident' },
			),
		addNote: async (incidentId, fields) =>
			await record(
				'incident.addNote',
				NOTED,
				{ path: { incidentId }, fields },
				{ id: incidentId, idOf: notedIdOf, what: 'incident' },
			),
		createAccessLog: async (fields) => await record('accessLog.create', ACCESS_LOG, { fields }),
		listAccessLogs: async (filters, options) => await list('accessLog.getAll', filters, options),
		getAccessLogStats: async (fields) => await record('accessLog.getStats', STATS, { fields }),
		listCurrentVisitors: async (options) => await list('accessLog.getCurrentVisitors', {}, options),
		checkOutVisitor: async (logId, fields) =>
			await record(
				'accessLog.checkOut',
				ACCESS_LOG,
				{ path: { logId }, fields },
				{ id: logId, idOf: (log) => idIn(log, 'log_id'), what: 'access log' },
			),
		listDangerZones: async (filters, options) =>
			await list('threatIntelligence.getDangerZones', filters, options),
		getDangerAnalytics: async (fields) =>
			await record('threatIntelligence.getDangerAnalytics', ANALYTICS, { fields }),
		getHeatmap: async (fields) => await heatmap(call, fields),
		getSafetyScore: async (fields) =>
			await record('threatIntelligence.getSafetyScore', SAFETY_SCORE, { fields }),
		analyzeRoute: async (fields) =>
			await record('threatIntelligence.analyzeRoute', ROUTE, { fields }),
		checkHealth: async () => await record('system.healthCheck', HEALTH),
		pageSizeOf,
		async readPage(name, number) {
			const limit = pageSizeOf(name);
			const read = await page(name, { page: number, limit }, (number - 1) * limit);
			// A service may give shorter pages than it was asked for: only an empty one is surely the last.
			return { ...read, hasMore: read.hasMore ?? read.records.length > 0 };
		},
	};
}

/** A heatmap may come as a bare array of points. */
async function heatmap(call: Call, fields: Fields): Promise<SetyRecord> {
	const { body, lacks } = await call('threatIntelligence.getHeatmap', { fields });
	if (saysFailure(body, () => false)) throw lacks(SUCCESS);
	if (Array.isArray(body)) return { points: body };
	if (!isJsonRecord(body) || isEmptyRecord(recordIn(body, HEATMAP) ?? {}))
		throw lacks(HEATMAP.what);
	return body;
}

/** What an answer lacks that says itself that the call did not succeed. */
const SUCCESS = 'success';

/** For a list that may be incomplete. */
export const EMPTY_PAGE_PROMISES_MORE =
	'Sety sent an empty page and said that more follow, so the list ends there and may be incomplete.';

/** The field that names a record of each list, and the names under which the list itself may stand. Assumed. */
const LISTS: Readonly<Record<ListName, { idField: string; names: readonly string[] }>> = {
	'incident.getAll': { idField: 'incident_id', names: ['incidents'] },
	'accessLog.getAll': { idField: 'log_id', names: ['access_logs', 'logs'] },
	'accessLog.getCurrentVisitors': {
		idField: 'log_id',
		names: ['visitors', 'current_visitors', 'access_logs', 'logs'],
	},
	'threatIntelligence.getDangerZones': { idField: 'zone_id', names: ['danger_zones', 'zones'] },
};

/** A record without an id, such as a danger zone may be, is known by its content. */
function keyOfRecord(record: SetyRecord, idField: string): string {
	return idIn(record, idField) ?? createHash('sha256').update(JSON.stringify(record)).digest('hex');
}
