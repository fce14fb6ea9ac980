import type { Format } from '../../core/form/outputFormat';
import { outputFormats } from '../../core/form/outputFormat';
import { featureCollection, recordsWithPlaces } from '../../core/geo/geoJson';
import type { SetyRecord } from '../api/answers';
import type { Simplify } from './simplify';

export const { outputFormat, outputFormatWithPlaces } = outputFormats('Sety');

/** An answer with an inner list of places, such as the segments of a route, in the chosen form. */
export function formatAnswer(answer: SetyRecord, format: Format, simplify: Simplify): SetyRecord {
	if (format === 'geoJson') return { ...featureCollection(recordsWithPlaces(answer)) };
	return format === 'raw' ? answer : simplify(answer);
}
