import { field } from '../../core/form/field';
import { optional, text } from '../../core/form/schemas';
import { requestOptions } from '../../core/run/settings';
import { readWritten } from '../answers';
import { setyOperation } from '../service';
import { INCIDENT, incident, incidentIdOf } from './incident';
import { activeIncidentId } from './locator';
import { liveCancel, refuseAccident } from './safeguards';
import { isCancelled } from './statuses';

/** Success means cancelled (documented), but the documented example shows `created`. */
const NOT_SEEN =
	'Sety confirmed the cancellation, but its response does not show the status "cancelled". Read the incident again with Incident → Get before you rely on it';

/** POST /incidents/{incidentId}/cancel, for active incidents only: 409 once it is resolved or cancelled. */
export const cancel = setyOperation({
	resource: 'incident',
	operation: 'cancel',
	name: 'Cancel',
	action: 'Cancel incident',
	description: 'Call off an incident that is still active, for example after a false alarm',
	asTool: 'Only if a person says that no help is needed. Not for tests, and not to resolve it.',
	fields: [
		activeIncidentId,
		field(
			{
				displayName: 'Reason',
				name: 'reason',
				type: 'string',
				default: '',
				placeholder: 'e.g. User confirmed they are safe',
				description: 'Why the incident is cancelled',
			},
			optional(text),
			{ sendAs: 'reason' },
		),
		requestOptions('perItem', [
			liveCancel.fromAgents,
			liveCancel.fromRetries,
			liveCancel.fromTestRuns,
		]),
	],
	safeguard: (_input, context) => refuseAccident(liveCancel, context),
	call: {
		title: 'Cancel incident',
		method: 'POST',
		path: '/incidents/{incidentId}/cancel',
		evidence: 'documented',
		effect: 'unsafeWrite',
		fields: ['reason'],
		fieldEvidence: 'documented',
		statuses: {
			409: ({ says }) => ({
				message: 'The incident is already resolved or cancelled and cannot be cancelled',
				howToGoOn: `Read it with Incident → Get and decide by its status. A resolved incident cannot be reopened.${says}`,
			}),
		},
	},
	read(answer, { incidentId: id }, { item, hint }) {
		const cancelled = readWritten(answer, INCIDENT, {
			id,
			idOf: incidentIdOf,
			what: 'incident',
		});
		const { status } = cancelled;
		if (typeof status !== 'string' || !isCancelled(status)) {
			hint(NOT_SEEN, [`item ${item}${typeof status === 'string' ? ` (${status})` : ''}`]);
		}
		return cancelled;
	},
	output: incident,
});
