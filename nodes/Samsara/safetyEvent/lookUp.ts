import type { SamsaraClient } from '../api/client';
import type { SafetyEvent } from './safetyEvent';

/**
 * Reads events on the way of an update, where nobody asked to see them: without Extra Fields, which are meant for the
 * update, and with those of vehicles without a camera, which would look unknown otherwise.
 *
 * @returns by id in lower case; what Samsara does not show is not among them
 */
export async function lookUp(
	client: Pick<SamsaraClient, 'readSafetyEvents'>,
	ids: readonly string[],
): Promise<Map<string, SafetyEvent>> {
	const inclusions = { includeAsset: false, includeDriver: false, includeVgOnlyEvents: true };
	return await client.readSafetyEvents(ids, inclusions, { withExtraFields: false });
}
