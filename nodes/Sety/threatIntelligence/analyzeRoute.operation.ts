import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Coordinates } from '../../core/form/coordinates';
import { coordinatePair } from '../../core/form/coordinates';
import { isBlank } from '../../core/form/fields';
import { perItemOptions } from '../../core/run/settings';
import { formatInput } from '../../core/form/outputFormat';
import { simpleRoute } from '../api/schemas';
import { formatAnswer, outputFormatWithPlaces } from '../output/format';
import { simplifyRoute } from '../output/simplify';
import { setyOperation } from '../operation';

const origin: INodeProperties = {
	displayName: 'Origin',
	name: 'origin',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 6.5244, 3.3792',
	description: 'Where the route begins, as latitude, longitude',
};

const destination: INodeProperties = {
	displayName: 'Destination',
	name: 'destination',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 6.4281, 3.4219',
	description: 'Where the route ends, as latitude, longitude',
};

const waypoints: INodeProperties = {
	displayName: 'Waypoints',
	name: 'waypoints',
	type: 'string',
	default: '',
	placeholder: 'e.g. 6.5000, 3.3900 | 6.4600, 3.4000',
	description:
		'Places on the way, each as latitude, longitude, with a bar between them; or a list from an expression',
};

/** A list, or text with the pairs between bars, semicolons or line ends. */
const pairs = z.preprocess((value) => {
	const places: unknown[] = Array.isArray(value)
		? value
		: typeof value === 'string'
			? value.split(/[|;\n]/)
			: [value];
	return places.filter((place) => !isBlank(place));
}, z.array(coordinatePair));

/** GET /safety/route: path and fields are assumed. Coordinates travel as "lat,lng". */
export const analyzeRoute = setyOperation({
	resource: 'threatIntelligence',
	operation: 'analyzeRoute',
	name: 'Analyze Route',
	action: 'Analyze safety of route',
	description: 'Rate a route, section by section, before somebody takes it',
	properties: [origin, destination, waypoints, outputFormatWithPlaces, perItemOptions],
	input: z.object({
		origin: coordinatePair,
		destination: coordinatePair,
		waypoints: pairs,
		output: formatInput,
	}),
	output: simpleRoute,
	async run({ origin: from, destination: to, waypoints: via, output }, { client }) {
		const route = await client.analyzeRoute({
			origin: written(from),
			destination: written(to),
			waypoints: via.length === 0 ? undefined : via.map(written).join('|'),
		});
		return formatAnswer(route, output, simplifyRoute);
	},
});

function written({ latitude, longitude }: Coordinates): string {
	return `${latitude},${longitude}`;
}
