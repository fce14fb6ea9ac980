import { z } from 'zod';

import { cleanId } from '../../core/form/unicode';
import { field } from '../../core/form/field';
import { isBlank } from '../../core/form/schemas';
import { IncompleteId, whyIncomplete, whyNotText } from '../../core/form/textChecks';
import { readEntries } from '../../core/form/lists';
import { refuse, refuseFor } from '../../core/form/refusal';
import { isJsonRecord } from '../../core/json';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** `vehicleId-timestampMs`, as in the legacy list, the activity feed and coaching. */
const LEGACY_ID = /^\d+-\d{12,14}$/;

/** UUIDs have no blanks, so in a text these separate them, too. */
const SEPARATORS = /[\s,;]+/;

/**
 * IDs in lower case, in the order given, duplicates included. A whole event counts as its ID, so that the output of Get Many
 * can be mapped as it is.
 */
const idList = z.unknown().transform((value, context): string[] => {
	if (value instanceof IncompleteId) return refuseFor(context, whyIncomplete(value));
	const read = readEntries(value, { separators: SEPARATORS, emptyTextIsGap: true });
	if ('problem' in read) return refuseFor(context, read.problem);
	const { entries } = read;
	const why = entries.map((entry) => (isJsonRecord(entry) ? undefined : whyNotText(entry)));
	const problem = why.find((one) => one !== undefined);
	if (problem !== undefined) return refuseFor(context, problem);
	const written = entries.map(idOf);
	const nameless = written.indexOf(undefined);
	if (nameless >= 0) {
		refuse(
			context,
			`contains an object without an ID at position ${nameless + 1} of ${entries.length}`,
			'The node reads "id" or "safetyEventId" of whole events. Map the field that has the UUID instead.',
		);
		return z.NEVER;
	}
	const ids = written.filter((id) => id !== undefined);
	if (ids.length === 0) {
		refuse(context, 'is empty', 'Enter at least one ID, or map one from the input item.');
		return z.NEVER;
	}
	const legacy = ids.find((id) => LEGACY_ID.test(id));
	if (legacy !== undefined) {
		refuse(
			context,
			`contains the legacy ID ${legacy} (vehicle and time)`,
			'Samsara requires the UUID of the event here. Find it with Safety Event → Get Many around the time of the event, in safetyEvent.uuid of the activity feed (GET /fleet/safety-events/audit-logs/feed, since July 2026), or in linkage.sourceId of coaching sessions.',
		);
		return z.NEVER;
	}
	const strange = ids.find((id) => !UUID.test(id));
	if (strange !== undefined) {
		refuse(
			context,
			`contains "${strange.slice(0, 60)}", which is not a UUID`,
			'IDs of safety events look like bb2ff5ab-30ad-49ec-9d2d-55ec30bbf590.',
		);
		return z.NEVER;
	}
	return ids.map((id) => id.toLowerCase());
});

export const safetyEventIds = field(
	{
		displayName: 'Safety Event IDs',
		name: 'safetyEventIds',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		required: true,
		placeholder: 'e.g. bb2ff5ab-30ad-49ec-9d2d-55ec30bbf590',
		description:
			'One ID, several separated by commas or lines, or a list from an expression. The node combines the IDs of all input items into few calls.',
	},
	idList,
	{ isId: true },
);

/** The ID of an entry as text; undefined for an object without one. */
function idOf(entry: unknown): string | undefined {
	const id = isJsonRecord(entry) ? (entry.id ?? entry.safetyEventId) : entry;
	return isBlank(id) || whyNotText(id) !== undefined ? undefined : cleanId(String(id));
}
