import { z } from 'zod';

/**
 * What the output looks like, for the editor. Nothing is refused for differing from it: an answer is taken as it comes,
 * because Samsara adds fields and values without a new version.
 */
const maybe = <Schema extends z.ZodTypeAny>(schema: Schema) => schema.nullish();

export const updatedSafetyEvent = z.object({
	id: z.string(),
	accepted: z.boolean().describe('True when Samsara took the change in; it carries it out later'),
	requestId: maybe(z.string()),
	confirmed: maybe(z.boolean().describe('With Confirm: whether all of the change is visible')),
	confirmation: maybe(z.string()),
	eventState: maybe(z.string()),
	behaviorLabels: maybe(z.array(z.string())),
	contextLabels: maybe(z.array(z.string())),
	outstanding: maybe(z.array(z.string())),
});

export const simpleSafetyEvent = z.object({
	id: z.string(),
	startTime: maybe(z.string()),
	eventState: maybe(z.string()),
	behaviorLabels: maybe(z.array(z.string())),
	contextLabels: maybe(z.array(z.string())),
	maxAccelerationGForce: maybe(z.number()),
	asset: maybe(z.string()),
	driver: maybe(z.string()),
	mapUrl: maybe(z.string()),
	inboxEventUrl: maybe(z.string()),
});

export const simpleSafetyScore = z.object({
	id: maybe(z.string()),
	scoreOf: z.string(),
	score: maybe(z.number()),
	driveDistanceMeters: maybe(z.number()),
	driveTimeMilliseconds: maybe(z.number()),
	behaviorCount: maybe(z.number()),
	worstBehavior: maybe(z.string()),
	speedingMilliseconds: maybe(z.number()),
});
