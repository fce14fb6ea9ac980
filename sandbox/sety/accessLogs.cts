import { RecordList, type Page, type PageRequest } from '../recordList.cts';
import type { AccessLog, AccessLogStatus } from './model.cts';

export interface AccessLogFilter {
	readonly status?: AccessLogStatus | undefined;
	/** Milliseconds, inclusive, on the time of entry. */
	readonly from?: number | undefined;
	readonly to?: number | undefined;
}

export interface AccessLogStats {
	total_entries: number;
	current_visitors: number;
	checked_out: number;
	/** Null when nobody has left yet. */
	average_stay_minutes: number | null;
	by_day: Array<{ date: string; count: number }>;
}

/** The visitors of one organization. */
export class AccessLogs {
	#list = new RecordList<AccessLog>((log) => Date.parse(log.entry_time));
	#byId = new Map<string, AccessLog>();

	add(logs: readonly AccessLog[]): void {
		this.#list.addAll(logs);
		for (const log of logs) this.#byId.set(log.log_id, log);
	}

	get(id: string): AccessLog | undefined {
		return this.#byId.get(id);
	}

	/** Oldest first. */
	all(): readonly AccessLog[] {
		return this.#list.all();
	}

	page(filter: AccessLogFilter, request: PageRequest): Page<AccessLog> {
		return this.#list.page(request, { matches: matcher(filter) });
	}

	stats(filter: AccessLogFilter): AccessLogStats {
		const logs = this.#list.all().filter(matcher(filter));
		const stays = logs.flatMap((log) => (log.checkout_time ? [stayMinutes(log)] : []));
		const perDay = new Map<string, number>();
		for (const { entry_time } of logs) {
			const date = entry_time.slice(0, 10);
			perDay.set(date, (perDay.get(date) ?? 0) + 1);
		}
		return {
			total_entries: logs.length,
			current_visitors: logs.length - stays.length,
			checked_out: stays.length,
			average_stay_minutes: stays.length > 0 ? Math.round(sum(stays) / stays.length) : null,
			by_day: [...perDay].map(([date, count]) => ({ date, count })),
		};
	}
}

function matcher({ status, from = -Infinity, to = Infinity }: AccessLogFilter) {
	return (log: AccessLog): boolean => {
		const entered = Date.parse(log.entry_time);
		return (status === undefined || log.status === status) && entered >= from && entered <= to;
	};
}

function stayMinutes({ entry_time, checkout_time }: AccessLog): number {
	return (Date.parse(checkout_time ?? entry_time) - Date.parse(entry_time)) / 60_000;
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
