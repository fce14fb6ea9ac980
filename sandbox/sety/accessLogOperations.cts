import { z } from 'zod';
import { pageFields, periodFields } from './fields.cts';
import type { AccessLog } from './model.cts';
import { listAnswer, operation, refusal, servedPage } from './operation.cts';

const text = z.string().nullable().default(null);

const create = operation({
	name: 'accessLog.create',
	method: 'POST',
	path: '/access-logs',
	otherNames: {
		path: '/visits',
		rename: { visitor_name: 'visitor', visitor_phone: 'phone', visitor_email: 'email' },
	},
	input: z.object({
		visitor_name: z.string(),
		visitor_phone: text,
		visitor_email: text,
		purpose: text,
		host_name: text,
		access_code: text,
		gate: text,
		vehicle_plate: text,
		notes: text,
		metadata: z.record(z.unknown()).default({}),
	}),
	run(visit, { now, organization, world }) {
		const entered = new Date(now).toISOString();
		const log: AccessLog = {
			log_id: world.random.id('log_'),
			...visit,
			status: 'checked_in',
			entry_time: entered,
			checkout_time: null,
			created_at: entered,
			updated_at: entered,
		};
		organization.accessLogs.add([log]);
		return { status: 201, body: log };
	},
});

const getAll = operation({
	name: 'accessLog.getAll',
	method: 'GET',
	path: '/access-logs',
	otherNames: {
		path: '/visits',
		rename: { limit: 'per_page', from_date: 'from', to_date: 'to' },
	},
	plural: 'access_logs',
	input: z.object({
		...pageFields,
		...periodFields,
		status: z.enum(['checked_in', 'checked_out']).optional(),
	}),
	run({ status, from_date, to_date, ...page }, { organization, world }) {
		const filter = { status, from: from_date, to: to_date };
		const found = organization.accessLogs.page(filter, servedPage(page, world.settings));
		return listAnswer(found, world.settings);
	},
});

const getStats = operation({
	name: 'accessLog.getStats',
	method: 'GET',
	path: '/access-logs/stats',
	otherNames: {
		path: '/access-logs/statistics',
		rename: { from_date: 'from', to_date: 'to' },
	},
	input: z.object(periodFields),
	run({ from_date, to_date }, { organization }) {
		return { status: 200, body: organization.accessLogs.stats({ from: from_date, to: to_date }) };
	},
});

const getCurrentVisitors = operation({
	name: 'accessLog.getCurrentVisitors',
	method: 'GET',
	path: '/access-logs/current',
	otherNames: { path: '/visitors/current', answer: 'bareArray' },
	plural: 'visitors',
	input: z.object(pageFields),
	run(page, { now, organization, world }) {
		const request = servedPage(page, world.settings);
		const found = organization.accessLogs.page({ status: 'checked_in' }, request);
		const items = found.items.map((log) => currentVisitor(log, now));
		return listAnswer({ ...found, items }, world.settings);
	},
});

const checkOut = operation({
	name: 'accessLog.checkOut',
	method: 'PATCH',
	path: '/access-logs/{logId}/checkout',
	otherNames: { rename: { checkout_time: 'checkout_at' } },
	input: z.object({
		logId: z.string(),
		checkout_time: z.string().optional(),
		notes: z.string().optional(),
	}),
	run({ logId, checkout_time, notes }, { now, organization }) {
		const log = organization.accessLogs.get(logId);
		if (!log) return refusal(404, 'Access log not found');
		if (log.status === 'checked_out') return refusal(409, 'Visitor has already checked out');
		log.status = 'checked_out';
		log.updated_at = new Date(now).toISOString();
		log.checkout_time = new Date(checkout_time ?? now).toISOString();
		log.notes = notes ?? log.notes;
		return { status: 200, body: log };
	},
});

export const accessLogOperations = [create, getAll, getStats, getCurrentVisitors, checkOut];

function currentVisitor(log: AccessLog, now: number) {
	const { log_id, visitor_name, visitor_phone, host_name, gate, entry_time } = log;
	const duration_minutes = Math.max(0, Math.floor((now - Date.parse(entry_time)) / 60_000));
	return { log_id, visitor_name, visitor_phone, host_name, gate, entry_time, duration_minutes };
}
