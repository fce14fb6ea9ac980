import { ApiFailure } from '../failures/failures';
import type { JsonRecord } from '../json';
import type { LookContext } from './source';

/** What one look has seen that a trigger cannot follow. */
export interface Unfollowed {
	/** @param id where it has one */
	add(record: JsonRecord, id: string | undefined): void;
	/** Another one that can be followed. */
	follow(): void;
	/**
	 * Warns of what cannot be followed, with its count and one example. Where it is all there is, or the first of its kind in
	 * the life of the watch, a failure makes it seen; of the first look only what is all there is, so that one old record
	 * does not keep the workflow from being switched on.
	 */
	failure(
		context: Pick<LookContext, 'warn' | 'isFirst'>,
		look: { isFirstLook: boolean },
	): ApiFailure | undefined;
}

/**
 * @param what in the plural: "incidents"
 * @param needed what they lack, in words: "an ID"
 */
export function unfollowed(what: string, needed: readonly string[]): Unfollowed {
	let count = 0;
	let followed = 0;
	let example = '';
	return {
		add(record, id) {
			count++;
			// What a record says of a person does not belong into the log.
			const fields = Object.keys(record).join(', ') || 'none';
			if (example === '') example = `${id ?? 'one without an ID'}, with the fields ${fields}`;
		},
		follow() {
			followed++;
		},
		failure({ warn, isFirst }, { isFirstLook }) {
			if (count === 0) return undefined;
			const text = `${count} ${what} cannot be followed without ${needed.join(' and ')}, such as ${example}`;
			warn(text);
			const isNew = !isFirstLook && isFirst(`unfollowed ${what}`);
			if (followed > 0 && !isNew) return undefined;
			return new ApiFailure(
				text,
				followed === 0
					? 'Nothing that was read can be followed, so this trigger would stay silent. Look at the records with the node of this service, Output set to raw.'
					: 'The others are handed over. Look for these with the node of this service: from now on they are named in the log of n8n only.',
				{ attempts: 1, certainlyWithoutEffect: true },
			);
		},
	};
}
