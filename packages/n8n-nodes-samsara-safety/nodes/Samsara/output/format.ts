import type { Format } from '../../shared/output/format';
import { formatList, outputFormats } from '../../shared/output/format';
import type { SafetyEvent, SamsaraRecord } from '../api/client';
import { simplifyEvent } from './simplify';

export const { outputFormat, outputFormatWithPlaces } = outputFormats('Samsara');

/** Safety events in the chosen form. GeoJSON is one record, the collection. */
export function formatEvents(events: readonly SafetyEvent[], format: Format): SamsaraRecord[] {
	return formatList(events, format, simplifyEvent);
}
