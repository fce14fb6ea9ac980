/** The state in which incidents begin (documented). */
export const FIRST_STATUS = 'created';

/**
 * The states of incidents that are under way. Up to `responding` documented; `on_scene` is assumed, and there may be
 * others.
 */
export const ACTIVE_STATUSES = ['created', 'dispatching', 'assigned', 'responding', 'on_scene'];

/**
 * The last statuses of an incident: a resolved one cannot be reopened (documented), the others cannot either (assumed). In
 * lower case. A status in neither list counts as under way, so that the trigger reports what follows it.
 */
const FINAL_STATUSES = new Set([
	'resolved',
	'cancelled',
	'canceled',
	'closed',
	'completed',
	'expired',
]);

export function isFinal(status: string): boolean {
	return FINAL_STATUSES.has(bare(status));
}

/** Whether two words name one status: `RESOLVED` is `resolved`, `On Scene` is `on_scene`. */
export function isSameStatus(one: string | undefined, other: string): boolean {
	return one !== undefined && bare(one) === bare(other);
}

/**
 * Whether an incident is over: its status is none of those under way, in any spelling (`Canceled`, `CLOSED`, `expired`).
 * Without a status this is unknown, and false.
 */
export function isOver(status: unknown): boolean {
	const word = typeof status === 'string' ? bare(status) : '';
	return word !== '' && !ACTIVE_STATUSES.some((active) => bare(active) === word);
}

/** Whether a word is a status that is known here: there may be others. */
export function isStatus(word: string): boolean {
	return isFinal(word) || !isOver(word);
}

/** Whether a status says that an incident was cancelled. */
export function isCancelled(status: string): boolean {
	return /^cancell?ed$/.test(bare(status));
}

function bare(status: string): string {
	return status
		.normalize('NFKC')
		.replaceAll(/[^\p{L}\p{N}]/gu, '')
		.toLowerCase();
}
