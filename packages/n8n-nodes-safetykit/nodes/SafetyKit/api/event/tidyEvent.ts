import type { SafetyKitEvent } from './event';

/** Fields that are text at SafetyKit and are often numbers elsewhere, as the keys of a table are. */
const IDENTIFIERS = [
	'user_id',
	'target_user_id',
	'target_content_id',
	'content_id',
	'source_id',
	'appealed_decision_id',
	'idempotency_key',
];

/** Fields that a table without a JSON type holds as text. */
const STRUCTURED = [
	'client_info',
	'content',
	'labels',
	'metadata',
	'product',
	'resources_used',
] as const;

/**
 * An event as it is meant: without fields that are empty, with identifiers as text, and with structures that came as
 * JSON text read. Text that users wrote is never touched, because SafetyKit compares it with what it saw before.
 */
export function tidyEvent(raw: SafetyKitEvent): Record<string, unknown> {
	// Not by assignment, which would take a field named __proto__ for the prototype.
	const event: Record<string, unknown> = Object.fromEntries(
		Object.entries(raw).filter(([, value]) => !isBlank(value)),
	);
	for (const field of IDENTIFIERS) {
		const value = event[field];
		if (typeof value === 'number' || typeof value === 'bigint') event[field] = String(value);
	}
	for (const field of STRUCTURED) {
		const value = event[field];
		if (typeof value === 'string') event[field] = field === 'labels' ? list(value) : json(value);
	}
	return event;
}

function isBlank(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	return typeof value === 'string' && value.trim() === '';
}

/** Labels are also written as a list with commas. */
function list(written: string): unknown {
	const parsed = json(written);
	if (Array.isArray(parsed)) return parsed;
	return written
		.split(',')
		.map((label) => label.trim())
		.filter((label) => label !== '');
}

/** Left as it is when it is no JSON: the check then says what was expected. */
function json(written: string): unknown {
	try {
		return JSON.parse(written);
	} catch {
		return written;
	}
}
