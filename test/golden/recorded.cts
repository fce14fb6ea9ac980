import type { ReceivedRequest } from '../../sandbox/recorder.cts';
import { KEY_HEADERS } from '../../sandbox/services.cts';

/** Of the headers, those that the nodes set themselves. */
const HEADERS = ['accept', ...KEY_HEADERS, 'content-type', 'x-samsara-version'];

/** A request as far as it is the same in every run: derived keys and the IDs that the sandbox made are named instead. */
export function recorded(
	requests: readonly ReceivedRequest[],
	names: Readonly<Record<string, string>>,
): unknown[] {
	return requests.map(({ service, method, path, query, headers, body }) => {
		const kept = HEADERS.map((name) => [name, headers[name]]).filter(([, value]) => value);
		const whole = {
			service,
			method,
			path,
			query,
			headers: Object.fromEntries(kept) as unknown,
			body,
		};
		return JSON.parse(withNames(JSON.stringify(whole), names)) as unknown;
	});
}

export function withNames(text: string, names: Readonly<Record<string, string>>): string {
	return Object.entries(names).reduce(
		(known, [id, name]) => known.replaceAll(id, name),
		text
			.replaceAll(/n8n_[0-9a-f]{40}/g, '<derived key>')
			.replaceAll(/"expires":"\d+"/g, '"expires":"<time>"'),
	);
}
