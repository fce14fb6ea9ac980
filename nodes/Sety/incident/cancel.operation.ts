import { z } from 'zod';

import { identifier, optional, text } from '../../core/form/fields';
import { requestOptions } from '../../core/run/settings';
import { incident } from '../api/schemas';
import { isCancelled } from '../api/statuses';
import { setyOperation } from '../operation';
import { incidentId } from './incidentId';
import { liveCancel, refuseAccident } from './liveSwitches';

/** Success means cancelled (documented), but the documented example shows `created`. */
const NOT_SEEN =
	'Sety confirmed the cancellation, but the answer does not show the status "cancelled". Read the incident again with Incident → Get before you rely on it';

/** POST /incidents/{incidentId}/cancel, for active incidents only: 409 once it is resolved or cancelled. */
export const cancel = setyOperation({
	resource: 'incident',
	operation: 'cancel',
	name: 'Cancel',
	action: 'Cancel incident',
	description: 'Call off an incident that is still active, for instance after a false alarm',
	properties: [
		incidentId,
		{
			displayName: 'Reason',
			name: 'reason',
			type: 'string',
			default: '',
			placeholder: 'e.g. User confirmed they are safe',
			description: 'Why it is called off',
		},
		requestOptions('perItem', [
			liveCancel.fromAgents,
			liveCancel.fromRetries,
			liveCancel.fromTestRuns,
		]),
	],
	ids: [incidentId.name],
	input: z.object({ incidentId: identifier, reason: optional(text) }),
	output: incident,
	check(_input, { client: { isTestKey }, caller, isSwitchedOn }) {
		refuseAccident(liveCancel, { isTestKey, caller, isSwitchedOn });
	},
	async run({ incidentId: id, reason }, { client, item, hint }) {
		const cancelled = await client.cancelIncident(id, reason);
		const { status } = cancelled;
		if (typeof status !== 'string' || !isCancelled(status)) {
			hint(NOT_SEEN, [`item ${item}${typeof status === 'string' ? ` (${status})` : ''}`]);
		}
		return cancelled;
	},
});
