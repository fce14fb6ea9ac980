import type { JsonRecord } from '../../core/json';
import { isJsonRecord } from '../../core/json';
import { textOf } from './fields';
import { statusWord } from './incident';
import { recognize, recordsWithin } from './recognize';
import type { ReportRecord } from './records';

/** What the input holds: each record once, in an order that does not depend on that of the input. */
export interface ReadItems {
	records: ReportRecord[];
	items: number;
	/** Repeats of a record. */
	duplicates: number;
	unrecognizedCount: number;
	/** Items that are no record, by the names of their fields. */
	unrecognized: Map<string, { fields: string[]; count: number }>;
	unreadableCount: number;
	/** Error items by message. */
	unreadable: Map<string, { service: string; message: string; count: number }>;
}

const SERVICES = ['Sety', 'Samsara', 'SafetyKit'];

/** Names of fields that a shape keeps. */
const MOST_FIELDS = 8;
/** Different shapes and messages that are told apart. */
const MOST_KINDS = 1_000;

/**
 * Recognises the records in items of any mix, order and form.
 *
 * @param isOther items that are there for another purpose, and no record
 */
export function readItems(
	items: readonly JsonRecord[],
	isOther: (item: JsonRecord) => boolean = () => false,
): ReadItems {
	const byId = new Map<string, ReportRecord>();
	const withoutId: ReportRecord[] = [];
	const read: ReadItems = {
		records: [],
		items: items.length,
		duplicates: 0,
		unrecognizedCount: 0,
		unrecognized: new Map(),
		unreadableCount: 0,
		unreadable: new Map(),
	};
	for (const item of items) {
		if (isOther(item)) continue;
		for (const json of recordsWithin(item)) {
			const record = recognize(json);
			if (record === undefined) {
				countOther(json, read);
				continue;
			}
			const key = 'id' in record && record.id !== '' ? keyOf(record) : undefined;
			if (key === undefined) {
				withoutId.push(record);
				continue;
			}
			const known = byId.get(key);
			if (known !== undefined) read.duplicates++;
			byId.set(key, known === undefined ? record : better(known, record));
		}
	}
	read.records = inOrder([...byId.values(), ...withoutId]);
	return read;
}

const keyOf = (record: ReportRecord & { id: string }) =>
	`${record.kind}${record.kind === 'safetyScore' ? record.scoreOf : ''} ${record.id.toLowerCase()}`;

const updatedAt = (record: ReportRecord) =>
	('updatedAt' in record ? record.updatedAt : undefined) ?? -Infinity;

/** How far the status of an incident is along, 0 for other records: an incident that was resolved does not open again. */
function progressOf(record: ReportRecord): number {
	return record.kind === 'incident' ? STATUSES.indexOf(statusWord(record.status)) + 1 : 0;
}

const STATUSES = [
	'created',
	'dispatching',
	'assigned',
	'responding',
	'onscene',
	'resolved',
	'cancelled',
];

/** Of two forms of one record the later one, else the one whose status is further along, else the fuller one. */
function better(one: ReportRecord, other: ReportRecord): ReportRecord {
	const byTime = updatedAt(one) - updatedAt(other);
	if (byTime !== 0 && !Number.isNaN(byTime)) return byTime > 0 ? one : other;
	const byStatus = progressOf(one) - progressOf(other);
	if (byStatus !== 0) return byStatus > 0 ? one : other;
	const [text, otherText] = [JSON.stringify(one), JSON.stringify(other)];
	if (text.length !== otherText.length) return text.length > otherText.length ? one : other;
	return text >= otherText ? one : other;
}

interface Entry {
	record: ReportRecord;
	time: number;
	id: string;
	text: string | undefined;
}

const textIn = (entry: Entry) => (entry.text ??= JSON.stringify(entry.record));

/** By time, then by content, so that every list and sum of a report is the same for every order of the input. */
function inOrder(records: ReportRecord[]): ReportRecord[] {
	return records
		.map((record): Entry => {
			const time = ('time' in record ? record.time : undefined) ?? -Infinity;
			return { record, time, id: 'id' in record ? record.id : '', text: undefined };
		})
		.sort((a, b) => {
			if (a.time !== b.time) return a.time - b.time;
			if (a.id !== b.id) return a.id < b.id ? -1 : 1;
			return textIn(a) < textIn(b) ? -1 : Number(textIn(a) > textIn(b));
		})
		.map(({ record }) => record);
}

/** Counts an error item, or one of another shape. The empty item of Always Output Data is neither. */
function countOther(json: JsonRecord, read: ReadItems): void {
	const fields = Object.keys(json).sort();
	if (fields.length === 0) return;
	const message = errorIn(json);
	if (message !== undefined) {
		const service = serviceIn(json, message);
		read.unreadableCount++;
		count(read.unreadable, message, () => ({ service, message, count: 0 }));
		return;
	}
	read.unrecognizedCount++;
	const kept = fields.slice(0, MOST_FIELDS);
	count(read.unrecognized, kept.join('\n'), () => ({ fields: kept, count: 0 }));
}

/** The service of an error item: its message names it, or else the advice beside the message; '' if neither does. */
function serviceIn({ details }: JsonRecord, message: string): string {
	const advice = isJsonRecord(details) ? details.howToGoOn : undefined;
	return (
		[message, advice].flatMap((text) =>
			SERVICES.filter((name) => String(text).includes(name)),
		)[0] ?? ''
	);
}

function count<Entry extends { count: number }>(
	entries: Map<string, Entry>,
	key: string,
	make: () => Entry,
): void {
	const known = entries.get(key);
	if (known !== undefined) known.count++;
	else if (entries.size < MOST_KINDS) entries.set(key, { ...make(), count: 1 });
}

/** The message of an error item, without the number of the input item. */
function errorIn({ error, message }: JsonRecord): string | undefined {
	if (error === undefined || error === null) return undefined;
	const text = isJsonRecord(error) ? textOf(error.message, error.description) : textOf(error);
	return (textOf(text, message) || 'An item without a message').replace(/ \[item \d+\]$/, '');
}
