import { field } from '../../core/form/field';
import { oneOf } from '../../core/form/oneOf';
import { number, optional } from '../../core/form/schemas';

/** Minutes: a month. */
const LONGEST_TARGET = 44_640;
/** Metres. */
const SMALLEST_RADIUS = 10;
const LARGEST_RADIUS = 50_000;

export const responseClock = field(
	{
		displayName: 'Response Time',
		name: 'responseClock',
		type: 'options',
		options: [
			{
				name: 'Created to Assigned',
				value: 'createdToAssigned',
				description: 'Until a responder has the incident: call to dispatch',
			},
			{
				name: 'Created to On Scene',
				value: 'createdToOnScene',
				description: 'Until a responder is there: total response',
			},
		],
		default: 'createdToAssigned',
		description: 'Which duration of an incident the response target is about',
	},
	oneOf(['createdToAssigned', 'createdToOnScene']),
);

export const responseTarget = field(
	{
		displayName: 'Response Target',
		name: 'responseTarget',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: LONGEST_TARGET },
		default: 5,
		description: 'Minutes within which the response should happen. 0 for no target.',
	},
	optional(number({ min: 0, max: LONGEST_TARGET })),
);

export const resolutionTarget = field(
	{
		displayName: 'Resolution Target',
		name: 'resolutionTarget',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: LONGEST_TARGET },
		default: 240,
		description: 'Minutes within which an incident should be resolved. 0 for no target.',
	},
	optional(number({ min: 0, max: LONGEST_TARGET })),
);

export const coachAbove = field(
	{
		displayName: 'Coach Above',
		name: 'coachAbove',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 10,
		description:
			'Safety events per 1,000 units of exposure above which a driver is marked for coaching; without exposure, safety events',
	},
	optional(number({ min: 0 })),
);

export const placeRadius = field(
	{
		displayName: 'Place Radius',
		name: 'placeRadius',
		type: 'number',
		typeOptions: { minValue: SMALLEST_RADIUS, maxValue: LARGEST_RADIUS },
		default: 200,
		description: 'Meters within which incidents and safety events count as one place',
	},
	optional(number({ min: SMALLEST_RADIUS, max: LARGEST_RADIUS })),
);

export const DEFAULT_PLACE_RADIUS = 200;
