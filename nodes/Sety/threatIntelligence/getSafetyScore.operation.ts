import { z } from 'zod';

import { simpleForm } from '../../core/record';
import { perItemOptions } from '../../core/run/settings';
import { readRecord } from '../answers';
import {
	formatAnswer,
	latitude,
	longitude,
	outputFormatWithPlaces,
	placeOf,
	refuseBadPlace,
} from '../place';
import { setyOperation } from '../service';

const simpleScore = simpleForm(
	{
		score: z.number().describe('0 to 100 (documented); that higher is safer is assumed'),
		level: z.string(),
		factors: z.unknown(),
		latitude: [z.number(), (score) => placeOf(score.location, score).latitude],
		longitude: [z.number(), (score) => placeOf(score.location, score).longitude],
		updated_at: z.string(),
	},
	{ always: ['factors'] },
);

/** GET /safety/score: the path and the range 0 to 100 are documented, the names of the fields are assumed. */
export const getSafetyScore = setyOperation({
	resource: 'threatIntelligence',
	operation: 'getSafetyScore',
	name: 'Get Safety Score',
	action: 'Get safety score of location',
	description: 'Get the safety score of a place, from 0 to 100',
	asTool: 'Not for a route: analyze the route instead. Not a promise that a place is safe.',
	fields: [latitude, longitude, outputFormatWithPlaces, perItemOptions],
	rules: (form, context) => refuseBadPlace(context, form),
	call: {
		title: 'Safety score',
		method: 'GET',
		path: '/safety/score',
		evidence: 'documented',
		effect: 'read',
		fields: ['lat', 'lng'],
		fieldEvidence: 'assumed',
	},
	read: (answer, { output }) =>
		formatAnswer(
			readRecord(answer, { name: 'safety_score', what: 'a score', knownBy: ['score', 'level'] }),
			output,
			simpleScore.simplify,
		),
	output: simpleScore.output,
});
