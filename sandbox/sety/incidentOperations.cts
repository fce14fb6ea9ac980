import { z } from 'zod';
import { pageFields, periodFields } from './fields.cts';
import { isActive, newIncident, withStatus } from './lifecycle.cts';
import { CATEGORIES, SEVERITIES, type Incident } from './model.cts';
import { listAnswer, operation, refusal, servedPage, type Context } from './operation.cts';

const category = z.enum(CATEGORIES);
const severity = z.enum(SEVERITIES);

export const subjectSchema = z.object({
	name: z.string().optional(),
	phone: z.string().optional(),
	email: z.string().optional(),
	reference: z.string().optional(),
	metadata: z.record(z.unknown()).optional(),
});

export const locationSchema = z.object({
	coordinates: z.tuple([z.number(), z.number()]).optional(),
	address: z.string().optional(),
	landmark: z.string().optional(),
});

const create = operation({
	name: 'incident.create',
	method: 'POST',
	path: '/incidents',
	otherNames: {},
	input: z.object({
		category,
		severity: severity.default('medium'),
		idempotency_key: z.string().optional(),
		subject: subjectSchema,
		location: locationSchema,
		title: z.string().optional(),
		description: z.string().optional(),
		is_drill: z.boolean().default(false),
	}),
	run({ idempotency_key = null, title = null, description = null, ...content }, context) {
		const { now, organization, world } = context;
		const existing =
			idempotency_key !== null && organization.incidents.withIdempotencyKey(idempotency_key, now);
		if (existing) return { status: 200, body: { incident: existing, idempotent: true } };
		const incident = newIncident(world.random.id('inc_'), now, {
			...content,
			idempotency_key,
			title,
			description,
		});
		organization.incidents.add([incident], { moving: true });
		if (context.key.mode === 'live' && !incident.is_drill) {
			world.dispatches.push(incident.incident_id);
		}
		return { status: 201, body: { incident, idempotent: false } };
	},
});

const getAll = operation({
	name: 'incident.getAll',
	method: 'GET',
	path: '/incidents',
	otherNames: {},
	plural: 'incidents',
	input: z.object({
		...pageFields,
		...periodFields,
		status: z.string().optional(),
		category: category.optional(),
		severity: severity.optional(),
	}),
	run({ status, category, severity, from_date, to_date, ...page }, context) {
		const { now, organization, world } = context;
		const { lateIndexingMs, ignoreStatusFilter } = world.settings;
		const filter = {
			status: ignoreStatusFilter ? undefined : status,
			category,
			severity,
			from: from_date,
			to: to_date,
			indexedUntil: lateIndexingMs > 0 ? now - lateIndexingMs : undefined,
		};
		const found = organization.incidents.page(filter, servedPage(page, world.settings), now);
		return listAnswer(found, world.settings);
	},
});

const get = operation({
	name: 'incident.get',
	method: 'GET',
	path: '/incidents/{incidentId}',
	otherNames: { answer: 'bareIncident' },
	input: z.object({ incidentId: z.string() }),
	run({ incidentId }, context) {
		return withIncident(incidentId, context, (incident) => ({ status: 200, body: { incident } }));
	},
});

const cancel = operation({
	name: 'incident.cancel',
	method: 'POST',
	path: '/incidents/{incidentId}/cancel',
	otherNames: {},
	input: z.object({ incidentId: z.string(), reason: z.string().default('Incident cancelled') }),
	run({ incidentId, reason }, context) {
		return withIncident(incidentId, context, (incident) => {
			if (!isActive(incident)) return refusal(409, `Incident is already ${incident.status}`);
			const cancelled = withStatus(incident, 'cancelled', context.now, reason);
			context.organization.incidents.replace(cancelled, { moving: false });
			return { status: 200, body: { incident: cancelled } };
		});
	},
});

const addNote = operation({
	name: 'incident.addNote',
	method: 'POST',
	path: '/incidents/{incidentId}/notes',
	otherNames: { path: '/incidents/{incidentId}/comments', rename: { note: 'text' } },
	input: z.object({ incidentId: z.string(), note: z.string(), author: z.string().optional() }),
	run({ incidentId, note, author }, context) {
		return withIncident(incidentId, context, (incident) => {
			const timestamp = new Date(context.now).toISOString();
			const event = { status: incident.status, event: 'note', message: note, timestamp };
			const noted: Incident = {
				...incident,
				updated_at: timestamp,
				timeline: [...incident.timeline, author === undefined ? event : { ...event, author }],
			};
			context.organization.incidents.replace(noted, { moving: true });
			return { status: 200, body: { incident: noted } };
		});
	},
});

export const incidentOperations = [create, getAll, get, cancel, addNote];

function withIncident<T>(
	id: string,
	{ organization, now }: Context,
	answer: (incident: Incident) => T,
) {
	const incident = organization.incidents.get(id, now);
	return incident ? answer(incident) : refusal(404, 'Incident not found');
}
