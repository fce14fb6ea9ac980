import { z } from 'zod';

import { perItemOptions } from '../../core/run/settings';
import { formatInput } from '../../core/form/outputFormat';
import { simpleSafetyScore } from '../api/schemas';
import { formatAnswer, outputFormatWithPlaces } from '../output/format';
import { simplifySafetyScore } from '../output/simplify';
import { setyOperation } from '../operation';
import { placeInput, refuseBadPlace, requiredLatitude, requiredLongitude } from '../place';

/** GET /safety/score: the path and the range 0 to 100 are documented, the names of the fields are assumed. */
export const getSafetyScore = setyOperation({
	resource: 'threatIntelligence',
	operation: 'getSafetyScore',
	name: 'Get Safety Score',
	action: 'Get safety score of location',
	description: 'Rate a place from 0 to 100 by its recent incidents',
	properties: [requiredLatitude, requiredLongitude, outputFormatWithPlaces, perItemOptions],
	input: z
		.object({ ...placeInput, output: formatInput })
		.superRefine((form, context) => refuseBadPlace(context, form)),
	output: simpleSafetyScore,
	async run({ latitude, longitude, output }, { client }) {
		const score = await client.getSafetyScore({ lat: latitude, lng: longitude });
		return formatAnswer(score, output, simplifySafetyScore);
	},
});
