import { z } from 'zod';

import type { Coordinates } from '../../core/form/coordinates';
import { coordinatePair } from '../../core/form/coordinates';
import { field } from '../../core/form/field';
import { isBlank } from '../../core/form/schemas';
import type { JsonRecord } from '../../core/json';
import { isJsonRecord } from '../../core/json';
import { simpleForm } from '../../core/record';
import { perItemOptions } from '../../core/run/settings';
import { readRecord } from '../answers';
import { formatAnswer, outputFormatWithPlaces } from '../place';
import { setyOperation } from '../service';

/** A list, or text with the pairs between bars, semicolons or line ends. */
const pairs = z.preprocess((value) => {
	const places: unknown[] = Array.isArray(value)
		? value
		: typeof value === 'string'
			? value.split(/[|;\n]/)
			: [value];
	return places.filter((place) => !isBlank(place));
}, z.array(coordinatePair));

const origin = field(
	{
		displayName: 'Origin',
		name: 'origin',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 6.5244, 3.3792',
		description: 'Start of the route, as latitude, longitude',
	},
	coordinatePair,
);

const destination = field(
	{
		displayName: 'Destination',
		name: 'destination',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 6.4281, 3.4219',
		description: 'End of the route, as latitude, longitude',
	},
	coordinatePair,
);

const waypoints = field(
	{
		displayName: 'Waypoints',
		name: 'waypoints',
		type: 'string',
		default: '',
		placeholder: 'e.g. 6.5000, 3.3900 | 6.4600, 3.4000',
		description:
			'Places on the way, each as latitude, longitude, separated by a bar (|), a semicolon or a line break; or a list from an expression',
	},
	pairs,
);

const segmentsOf = ({ segments }: JsonRecord) =>
	Array.isArray(segments) ? segments.filter(isJsonRecord) : [];

const simpleRoute = simpleForm({
	overall_score: z.number(),
	recommendation: z.string(),
	segment_count: [
		z.number(),
		(route) => (Array.isArray(route.segments) ? segmentsOf(route).length : undefined),
	],
	lowest_segment_score: [
		z.number(),
		(route) =>
			segmentsOf(route)
				.map(({ score }) => score)
				.filter((score): score is number => typeof score === 'number')
				.reduce<number | undefined>(
					(least, score) => (least === undefined || score < least ? score : least),
					undefined,
				),
	],
	danger_zone_count: [
		z.number(),
		(route) => {
			const zones = segmentsOf(route).map((segment) => segment.danger_zones);
			const lists = zones.filter(Array.isArray);
			return lists.length === 0 ? undefined : lists.flat().length;
		},
	],
});

/** GET /safety/route: path and fields are assumed. Coordinates travel as "lat,lng". */
export const analyzeRoute = setyOperation({
	resource: 'threatIntelligence',
	operation: 'analyzeRoute',
	name: 'Analyze Route',
	action: 'Analyze safety of route',
	description: 'Rate the safety of a route, segment by segment',
	asTool: 'Not for one place: get its safety score instead. Not for directions.',
	fields: [origin, destination, waypoints, outputFormatWithPlaces, perItemOptions],
	call: {
		title: 'Route safety analysis',
		method: 'GET',
		path: '/safety/route',
		evidence: 'assumed',
		effect: 'read',
		fields: ['origin', 'destination', 'waypoints'],
		fieldEvidence: 'assumed',
	},
	request: ({ origin: from, destination: to, waypoints: via }) => ({
		fields: {
			origin: pair(from),
			destination: pair(to),
			waypoints: via.length === 0 ? undefined : via.map(pair).join('|'),
		},
	}),
	read: (answer, { output }) =>
		formatAnswer(
			readRecord(answer, {
				name: 'route',
				what: 'a route',
				knownBy: ['overall_score', 'segments'],
			}),
			output,
			simpleRoute.simplify,
		),
	output: simpleRoute.output,
});

function pair({ latitude, longitude }: Coordinates): string {
	return `${latitude},${longitude}`;
}
