import type { JsonRecord } from '../../shared/json';
import type { Format } from '../../shared/output/format';
import { formatList, outputFormats } from '../../shared/output/format';
import type { SafetyEvent } from '../api/safetyEvent';
import { simplifyEvent } from './simplify';

export const { outputFormat, outputFormatWithPlaces } = outputFormats('Samsara');

/** Safety events in the chosen form. GeoJSON is one record, the collection. */
export function formatEvents(events: readonly SafetyEvent[], format: Format): JsonRecord[] {
	return formatList(events, format, simplifyEvent);
}
