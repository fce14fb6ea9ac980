import type { ApiFailure } from '../../core/failures/failures';
import type { Candidate, CandidatePage, ScanContext } from '../../core/polling/source';
import { lacksOffset, recordTime } from '../../core/polling/recordTime';
import { shortKey } from '../../core/polling/seenKeys';
import { unusableRecords } from '../../core/polling/unusableRecords';
import { fieldIn } from '../../core/json';
import type { SetyRecord } from '../answers';
import { idIn } from '../answers';
import type { SetyClient } from '../service';
import { isSameStatus } from '../incident/statuses';
import { asBoolean } from '../success';
import { incidents as incidentList } from '../incident/incident';
import { readPage } from '../lists';
import { isInside } from './area';
import type { TriggerForm } from './form';

export function idOf(incident: SetyRecord): string | undefined {
	return idIn(incident, 'incident_id');
}

export function statusOf(incident: SetyRecord): string | undefined {
	return typeof incident.status === 'string' && incident.status !== ''
		? incident.status
		: undefined;
}

/** When the incident was made, epoch milliseconds. */
export function createdAt(incident: SetyRecord): number | undefined {
	return recordTime(fieldIn(incident, 'created_at'));
}

/** When the record changed last, epoch milliseconds. */
export function updatedAt(record: SetyRecord): number | undefined {
	return recordTime(fieldIn(record, 'updated_at'));
}

/**
 * Reads pages of the list of incidents as pages of candidates. Of an incident that the filters leave out, the trigger keeps
 * its id, its status and whether it is a drill.
 */
export function incidentPages(client: SetyClient, filters: TriggerForm['filters']) {
	const unusable = unusableRecords('incidents', ['incident_id', 'created_at']);
	let lacksAnOffset = false;

	const toCandidate = (incident: SetyRecord): Array<Candidate<SetyRecord>> => {
		const [id, time] = [idOf(incident), createdAt(incident)];
		if (id === undefined || time === undefined) {
			unusable.add(incident, id);
			return [];
		}
		unusable.addUsable();
		lacksAnOffset ||= lacksOffset(fieldIn(incident, 'created_at'));
		// A drill that is left out has a key of its own: once Sety corrects the mark, the incident counts as new.
		const key = shortKey(isWantedDrill(incident, filters.drills) ? id : `${id} drill`);
		if (isWanted(incident, filters)) {
			return [{ key, time, item: incident }];
		}
		const { status, is_drill } = incident;
		return [{ key, time, item: { incident_id: id, status, is_drill }, silent: true }];
	};

	return {
		async readPage(page: number): Promise<CandidatePage<SetyRecord>> {
			const { records, ...rest } = await readPage(client, incidentList, page);
			return { records: records.flatMap(toCandidate), size: records.length, ...rest };
		},
		/** Reports the records that cannot be followed; as a failure where that has to be seen. */
		reportUnusable(context: ScanContext, scan: { isFirstScan: boolean }): ApiFailure | undefined {
			if (lacksAnOffset && context.isFirst('sety offset')) context.warn(NO_OFFSET);
			return unusable.failure(context, scan);
		},
	};
}

const NO_OFFSET = 'Sety sends times without an offset. The trigger reads them as UTC.';

/** Whether the filters for every event of incidents let the incident through. */
export function isWanted(
	incident: SetyRecord,
	{ category, severity, drills, area }: TriggerForm['filters'],
) {
	const accepts = (wanted: readonly string[], value: unknown) =>
		wanted.length === 0 ||
		(typeof value === 'string' && wanted.some((one) => isSameStatus(value, one)));
	return (
		isWantedDrill(incident, drills) &&
		accepts(category, incident.category) &&
		accepts(severity, incident.severity) &&
		isInside(area, incident)
	);
}

/** An incident counts as a drill only if Sety says so: any other one may be real. */
function isWantedDrill({ is_drill }: SetyRecord, drills: TriggerForm['filters']['drills']) {
	if (drills === undefined || drills === 'include') return true;
	return (asBoolean(is_drill) === true) === (drills === 'only');
}

/** Whether the filters let a change of status through; one from a status that is not known counts as wanted. */
export function isWantedChange(
	from: string | undefined,
	to: string,
	{ fromStatus, toStatus }: TriggerForm['filters'],
): boolean {
	const accepts = (wanted: readonly string[], status: string) =>
		wanted.length === 0 || wanted.some((one) => isSameStatus(one, status));
	return (from === undefined || accepts(fromStatus, from)) && accepts(toStatus, to);
}
