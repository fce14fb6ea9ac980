import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Time } from '../clock.cts';
import { controlInput, ControlRefusal, listOf } from '../controlInput.cts';
import { LIST_ENVELOPES } from './envelope.cts';
import { locationSchema, subjectSchema } from './incidentOperations.cts';
import { PLAN_NAMES } from './keys.cts';
import { operations } from './operations.cts';
import { newIncident, withStatus } from './lifecycle.cts';
import { CATEGORIES, SEVERITIES, type DangerZone, type Incident } from './model.cts';
import { LIST_FAULTS, type World } from './world.cts';
import { forgeryOrder, webhookOrder } from './webhooks.cts';
import { zoneKey } from './zones.cts';

const [first = '', ...others] = operations.map(({ name }) => name);
const names = [first, ...others] as const;

const moment = z.string().datetime({ offset: true });
export const keyChange = z.strictObject({
	plan: z.enum(PLAN_NAMES).optional(),
	deniedOperations: z.array(z.enum(names)).optional(),
	suspended: z.boolean().optional(),
});

export const settingsChange = z.strictObject({
	dialect: z.enum(['documented', 'otherNames']).optional(),
	lateIndexingMs: z.number().min(0).optional(),
	maxPageSize: z.number().int().min(1).nullable().optional(),
	ignorePage: z.boolean().optional(),
	ignoreStatusFilter: z.boolean().optional(),
	withPagination: z.boolean().optional(),
	listEnvelope: z.enum(LIST_ENVELOPES).optional(),
	listFault: z.enum(LIST_FAULTS).nullable().optional(),
	strict: z.boolean().optional(),
});

export const incidentsOrder = z.strictObject({
	count: z.number().int().min(1).max(100_000).default(1),
	/** Of the first one; default: so that the last one is created now. */
	createdAt: moment.optional(),
	/** From one to the next. */
	spacingMs: z.number().min(0).default(0),
	organization: z.enum(['A', 'B']).default('A'),
	/** Go through the lifecycle by themselves, like those created through the API. */
	moving: z.boolean().default(false),
	/** Any text, so that clients can be tried with states that nobody knows. */
	status: z.string().default('created'),
	category: z.enum(CATEGORIES).default('sos'),
	severity: z.enum(SEVERITIES).default('high'),
	subject: subjectSchema.default({ name: 'Amaka Obi' }),
	location: locationSchema.default({ coordinates: [3.3792, 6.5244] }),
	title: z.string().nullable().default(null),
	description: z.string().nullable().default(null),
	is_drill: z.boolean().default(false),
	idempotency_key: z.string().nullable().default(null),
});

export const statusChange = z.strictObject({
	status: z.string().min(1),
	message: z.string().default('Status set by the control route'),
});

const lngLat = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

export const dangerZoneOrder = z.strictObject({
	/** Absent: a new id. Null: the zone is served without one. */
	zone_id: z.string().nullable().optional(),
	name: z.string().optional(),
	center: z.object({ coordinates: lngLat }).optional(),
	radius_m: z.number().positive().optional(),
	boundary: z
		.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(lngLat)) })
		.optional(),
	risk_level: z.enum(SEVERITIES).optional(),
	incident_count: z.number().int().min(0).optional(),
	categories: z.array(z.string()).optional(),
	last_incident_at: moment.nullable().optional(),
	/** Default: now. */
	updated_at: moment.optional(),
});

const NEW_ZONE = {
	name: 'New zone',
	center: { coordinates: [3.3792, 6.5244] },
	radius_m: 500,
	risk_level: 'medium',
	incident_count: 1,
	categories: ['sos'],
	last_incident_at: null,
} satisfies Partial<DangerZone>;

const keyParams = z.object({ key: z.string() });
const idParams = z.object({ id: z.string() });

/** Routes of `/__control/sety`; the world is asked for each time, because a reset puts another in its place. */
export function registerSetyControl(
	app: FastifyInstance,
	{ clock, world }: { clock: Time; world: () => World },
): void {
	app.put('/keys/:key', (request) => {
		const key = world().keys.get(keyParams.parse(request.params).key);
		if (!key) throw new ControlRefusal(404, 'No such key; the sandbox has three, see README.md');
		return Object.assign(key, controlInput(keyChange, request));
	});

	app.put('/settings', (request) =>
		Object.assign(world().settings, controlInput(settingsChange, request)),
	);

	app.post('/incidents', (request) => {
		const order = controlInput(incidentsOrder, request);
		const incidents = orderedIncidents(order, world(), clock.now());
		const { moving, organization } = order;
		world().organizations[organization].incidents.add(incidents, { moving });
		return { incident_ids: incidents.map(({ incident_id }) => incident_id) };
	});

	app.post('/incidents/:id/status', (request) => {
		const { status, message } = controlInput(statusChange, request);
		const { id } = idParams.parse(request.params);
		for (const { incidents } of Object.values(world().organizations)) {
			const incident = incidents.get(id, clock.now());
			if (!incident) continue;
			const changed = withStatus(incident, status, clock.now(), message);
			incidents.replace(changed, { moving: false });
			return { incident: changed };
		}
		throw new ControlRefusal(404, 'Incident not found');
	});

	app.post('/danger-zones', (request) => {
		const { zones, random } = world();
		const put = controlInput(listOf(dangerZoneOrder), request).map(({ zone_id, ...fields }) => {
			const id = zone_id === undefined ? random.id('zone_') : zone_id;
			const before = (id === null ? undefined : zones.get(id)) ?? NEW_ZONE;
			const updated_at = fields.updated_at ?? clock.iso();
			const zone: DangerZone = { ...before, ...given(fields), updated_at };
			return id === null ? zone : { ...zone, zone_id: id };
		});
		for (const zone of put) zones.put(zone);
		return { put: put.map((zone) => ({ key: zoneKey(zone), zone })) };
	});

	app.delete('/danger-zones/:id', (request) => {
		const { id } = idParams.parse(request.params);
		if (!world().zones.remove(id)) throw new ControlRefusal(404, 'Danger zone not found');
		return { removed: id };
	});

	/** What organization A has stored now. */
	app.get('/records', () => {
		const { incidents, accessLogs } = world().organizations.A;
		return { incidents: incidents.all(clock.now()), access_logs: accessLogs.all() };
	});

	app.post('/webhooks', (request) => {
		const order = controlInput(webhookOrder, request);
		const { webhooks, organizations } = world();
		webhooks.register(order, () => organizations.A.incidents.all(clock.now()));
		return order;
	});

	/** Deliveries about incidents that do not exist. */
	app.post('/webhooks/forged', (request) => {
		const { count } = controlInput(forgeryOrder, request);
		const { webhooks } = world();
		const newId = () => `inc_${Math.random().toString(36).slice(2).padEnd(16, '0').slice(0, 16)}`;
		webhooks.forge(count, newId);
		return { count };
	});

	/** Answers when everything is sent. */
	app.get('/webhooks/sent', async () => ({ deliveries: await world().webhooks.sent() }));

	app.get('/dispatches', () => ({ incident_ids: world().dispatches }));
}

function orderedIncidents(
	order: z.output<typeof incidentsOrder>,
	{ random }: World,
	now: number,
): Incident[] {
	const { count, createdAt, spacingMs, status, ...content } = order;
	const first = createdAt === undefined ? now - (count - 1) * spacingMs : Date.parse(createdAt);
	return Array.from({ length: count }, (_, index) => {
		const at = first + index * spacingMs;
		const created = newIncident(random.id('inc_'), at, content);
		return status === 'created'
			? created
			: withStatus(created, status, at, 'Status set by the control route');
	});
}

type Given<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

/** The fields that were given; an absent one must not wipe out what stands there. */
function given<T extends object>(fields: T): Given<T> {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined),
	) as Given<T>;
}
