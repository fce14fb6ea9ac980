import type { JsonRecord } from '../../core/json';
import type { Format } from '../../core/form/output';
import { formatList, outputFormats } from '../../core/form/output';
import type { SafetyEvent } from '../safetyEvent/safetyEvent';
import { simplifyEvent } from './simplify';

export const { outputFormat, outputFormatWithPlaces } = outputFormats('Samsara');

/** Safety events in the chosen form. GeoJSON is one record, the collection. */
export function formatEvents(events: readonly SafetyEvent[], format: Format): JsonRecord[] {
	return formatList(events, format, simplifyEvent);
}
