import { issuesIn } from '../../core/http/quote';

/**
 * How a path names an event of the batch: `3.user_id`, `[3].user_id`, `/3/user_id`, `events[3]`, `body.3`. No error body of
 * SafetyKit is documented, so all of this is assumed.
 */
const EVENT_IN_PATH = /^(?:\$|body|events)?[./[]*(\d+)(?![\w-])/;

/**
 * Which events of a batch an answer names as at fault, by their index, and why. Empty when it names none, or one that
 * is not in the batch: then the answer means something else, and must not be trusted with anybody's event.
 *
 * @param quotable makes the service's words fit to be shown
 */
export function eventsAtFault(
	body: unknown,
	batchSize: number,
	quotable: (text: string) => string,
): Map<number, string> {
	const faults = new Map<number, string>();
	for (const { path, where, message } of issuesIn(body)) {
		const index = indexOf(path);
		if (index === undefined || index >= batchSize) return new Map();
		const before = faults.get(index);
		faults.set(index, `${before === undefined ? '' : `${before}; `}${where}: ${message}`);
	}
	return new Map([...faults].map(([index, why]) => [index, quotable(why)]));
}

function indexOf(path: unknown): number | undefined {
	if (!Array.isArray(path)) {
		const found = typeof path === 'string' ? EVENT_IN_PATH.exec(path)?.[1] : undefined;
		return found === undefined ? undefined : Number(found);
	}
	const [first, second] = path as unknown[];
	const index = first === 'body' || first === 'events' ? second : first;
	return /^\d+$/.test(String(index)) ? Number(index) : undefined;
}
