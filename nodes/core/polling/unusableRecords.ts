import { ApiFailure } from '../failures/failures';
import type { JsonRecord } from '../json';
import type { ScanContext } from './source';

/** Counts what a scan finds and a trigger cannot follow, such as records without an ID. */
export interface UnusableRecords {
	/** @param id where the record has one */
	add(record: JsonRecord, id: string | undefined): void;
	/** Counts a record that can be followed. */
	addUsable(): void;
	/**
	 * Warns of the unusable records, with their count and one example. Gives back a failure when no record is usable, or when
	 * they are the first of their kind since the trigger was switched on. The first scan fails only when no record is usable,
	 * so that one old record does not keep the workflow from being switched on.
	 */
	failure(
		context: Pick<ScanContext, 'warn' | 'isFirst'>,
		scan: { isFirstScan: boolean },
	): ApiFailure | undefined;
}

/**
 * @param what in the plural: "incidents"
 * @param needed what the records lack, as a message names it: "an ID"
 */
export function unusableRecords(what: string, needed: readonly string[]): UnusableRecords {
	let count = 0;
	let usable = 0;
	let example = '';
	return {
		add(record, id) {
			count++;
			// What a record says of a person does not belong into the log.
			const fields = Object.keys(record).join(', ') || 'none';
			if (example === '') example = `${id ?? 'one without an ID'}, with the fields ${fields}`;
		},
		addUsable() {
			usable++;
		},
		failure({ warn, isFirst }, { isFirstScan }) {
			if (count === 0) return undefined;
			const text = `${count} ${what} cannot be followed without ${needed.join(' and ')}, such as ${example}`;
			warn(text);
			// Stored in the state.
			const isNew = !isFirstScan && isFirst(`unfollowed ${what}`);
			if (usable > 0 && !isNew) return undefined;
			return new ApiFailure(
				text,
				usable === 0
					? 'Nothing that was read can be followed, so this trigger would stay silent. Look at the records with the node of this service, Output set to raw.'
					: 'The others are emitted. Look for these with the action node of this service: from now on only the log of n8n names them.',
				{ attempts: 1, certainlyWithoutEffect: true },
			);
		},
	};
}
