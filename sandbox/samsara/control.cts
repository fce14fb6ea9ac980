import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Time } from '../clock.cts';
import { controlInput, ControlRefusal, listOf } from '../controlInput.cts';
import { addTo, type Additions } from './directory.cts';
import { changed } from './events.cts';
import { mediaOrder } from './media.cts';
import type { Asset, SafetyEvent } from './model.cts';
import { ASSETS, DRIVERS, newEvent, TAG_IDS, TAGS } from './seed.cts';
import { PERMISSIONS } from './tokens.cts';
import { STREAM_ORDERS, type World } from './world.cts';

const moment = z.string().datetime({ offset: true });

export const samsaraSettings = z.strictObject({
	applyDelayMs: z.number().min(0).optional(),
	labelStep: z.enum(['ok', 'refused', 'lost']).optional(),
	pageSize: z.number().int().min(1).optional(),
	listPageSize: z.number().int().min(1).max(512).optional(),
	emptyPageEvery: z.number().int().min(0).optional(),
	lateIndexingMs: z.number().min(0).optional(),
	largestBody: z.number().int().min(1).nullable().optional(),
	rateLimits: z.boolean().optional(),
	unknownIdsAre404: z.boolean().optional(),
	streamEntries: z.enum(['everyUpdate', 'latest']).optional(),
	streamOrder: z.enum(STREAM_ORDERS).optional(),
	tagsWithIds: z.enum(['and', 'union']).optional(),
	missingEndCursor: z.enum(['never', 'atEnd', 'always']).optional(),
	endlessPages: z.boolean().optional(),
	driverless: z.enum(['emptyId', 'null', 'absent']).optional(),
	labelOrder: z.enum(['addFirst', 'removeFirst']).optional(),
	missingPermission: z.union([z.literal(403), z.literal(401)]).optional(),
	mediaLinkLifeMs: z.number().min(0).optional(),
	mediaLinksExpired: z.number().int().min(0).optional(),
});

export const tokenChange = z.strictObject({
	permissions: z.array(z.enum(PERMISSIONS)).optional(),
	/** Only events of assets with one of these tags; null: all. */
	tagIds: z.array(z.enum(TAG_IDS)).nullable().optional(),
});

export const eventsOrder = z.strictObject({
	count: z.number().int().min(1).max(100_000).default(1),
	/** When the first one was made; default: so that the last one is made now. */
	createdAt: moment.optional(),
	/** From one to the next. */
	spacingMs: z.number().min(0).default(0),
	eventState: z.string().default('needsReview'),
	behaviorLabels: z.array(z.string()).optional(),
	contextLabels: z.array(z.string()).optional(),
	/** Place in the list of assets: 0 to 5 have a camera, 6 and 7 have none. */
	asset: z.number().int().min(0).max(7).optional(),
	/** Place in the list of drivers: 0 to 4, and 5 is nobody. */
	driver: z.number().int().min(0).max(5).optional(),
	/** Any text, for a driver who is in no list. */
	driverName: z.string().optional(),
	/** Of that driver. */
	driverId: z.string().default('5999'),
	maxAccelerationGForce: z.number().min(0).optional(),
	media: z.array(mediaOrder).optional(),
	/** Tags of the asset: 3914 East Coast, 3915 Boston (a child of it), 3916 Harbor Depot (a child of Boston), 4815 West Coast. */
	tagIds: z.array(z.enum(TAG_IDS)).optional(),
});

export const eventChange = z.strictObject({
	eventState: z.string().optional(),
	behaviorLabelsToAdd: z.array(z.string()).optional(),
	behaviorLabelsToRemove: z.array(z.string()).optional(),
	contextLabelsToAdd: z.array(z.string()).optional(),
	contextLabelsToRemove: z.array(z.string()).optional(),
	/** The API cannot change it; coaching does. */
	assignedCoach: z.string().optional(),
});

const count = z.number().int().min(0).max(20_000).optional();

export const directoryOrder = z.strictObject({
	drivers: count,
	deactivatedDrivers: count,
	vehicles: count,
	tags: count,
	/** Children of East Coast. */
	childTags: count,
	users: count,
});

const tokenParams = z.object({ token: z.string() });
const idParams = z.object({ id: z.string() });

/** Routes of `/__control/samsara-<region>`; a reset puts another world in its place. */
export function registerSamsaraControl(
	app: FastifyInstance,
	{ clock, world }: { clock: Time; world: () => World },
): void {
	app.put('/tokens/:token', (request) => {
		const token = world().tokens.get(tokenParams.parse(request.params).token);
		if (!token) throw new ControlRefusal(404, 'No such token; see README.md for those there are');
		return Object.assign(token, controlInput(tokenChange, request));
	});

	app.put('/settings', (request) =>
		Object.assign(world().settings, controlInput(samsaraSettings, request)),
	);

	app.post('/directory', (request) => {
		addTo(world().directory, controlInput(directoryOrder, request) as Additions);
		return {};
	});

	app.post('/events', (request) => {
		const orders = controlInput(listOf(eventsOrder), request);
		const events = orders.flatMap((order) => orderedEvents(order, world(), clock.now()));
		for (const event of events) world().events.put(event);
		return { ids: events.map(({ id }) => id) };
	});

	/** What is stored now, changes that are due included; hidden events too. */
	app.get('/events', () => {
		world().events.settle(clock.now(), world().settings.labelOrder);
		return { events: world().events.all() };
	});

	app.post('/events/:id', (request) => {
		const { events, settings } = world();
		events.settle(clock.now(), settings.labelOrder);
		const event = events.get(idParams.parse(request.params).id);
		if (!event) throw new ControlRefusal(404, 'Safety event not found');
		const { assignedCoach = event.assignedCoach, ...change } = controlInput(eventChange, request);
		const after = changed(event, change, clock.now(), settings.labelOrder);
		if (assignedCoach !== undefined) after.assignedCoach = assignedCoach;
		events.put(after);
		return { event: after };
	});
}

function orderedEvents(
	order: z.output<typeof eventsOrder>,
	{ random }: World,
	now: number,
): SafetyEvent[] {
	const { count, createdAt, spacingMs, eventState, behaviorLabels, contextLabels } = order;
	const first = createdAt === undefined ? now - (count - 1) * spacingMs : Date.parse(createdAt);
	return Array.from({ length: count }, (_value, index) => {
		const at = first + index * spacingMs;
		const event = newEvent(random, at, { eventState });
		if (order.asset !== undefined) event.asset = ASSETS[order.asset] as Asset;
		const { tagIds } = order;
		if (tagIds !== undefined) {
			event.asset = { ...event.asset, tags: TAGS.filter(({ id }) => tagIds.includes(id)) };
		}
		if (order.driver !== undefined)
			event.driver = { ...DRIVERS[order.driver] } as typeof event.driver;
		if (order.driverName !== undefined)
			event.driver = { id: order.driverId, name: order.driverName };
		if (order.media !== undefined) {
			event.media = order.media.map((one) => ({ ...one, from: now + one.lateMs }));
		}
		event.maxAccelerationGForce = order.maxAccelerationGForce ?? event.maxAccelerationGForce;
		if (behaviorLabels !== undefined) {
			event.behaviorLabels = behaviorLabels.map((label) => ({ label, source: 'automated' }));
		}
		if (contextLabels !== undefined) {
			const createdAtTime = new Date(at).toISOString();
			event.contextLabels = contextLabels.map((name) => ({ name, authorId: '0', createdAtTime }));
		}
		return event;
	});
}
