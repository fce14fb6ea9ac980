import { z } from 'zod';

import { simpleForm } from '../../core/record';
import type { Envelope } from '../answers';
import type { SetyList } from '../lists';

/** An access log: a visitor who came in. The fields are assumed. */
export const accessLog = z
	.object({
		log_id: z.string().nullish(),
		visitor_name: z.string().nullish(),
		visitor_phone: z.string().nullish(),
		visitor_email: z.string().nullish(),
		purpose: z.string().nullish(),
		host_name: z.string().nullish(),
		access_code: z.string().nullish(),
		gate: z.string().nullish(),
		vehicle_plate: z.string().nullish(),
		status: z.string().nullish(),
		entry_time: z.string().nullish(),
		checkout_time: z.string().nullish(),
		notes: z.string().nullish(),
		metadata: z.record(z.unknown()).nullish(),
		created_at: z.string().nullish(),
		updated_at: z.string().nullish(),
	})
	.passthrough();

export const simpleAccessLog = simpleForm({
	log_id: [z.string(), (log) => log.log_id ?? log.id],
	visitor_name: z.string(),
	visitor_phone: z.string(),
	host_name: z.string(),
	purpose: z.string(),
	gate: z.string(),
	vehicle_plate: z.string(),
	status: z.string(),
	entry_time: z.string(),
	checkout_time: z.string(),
});

export const ACCESS_LOG: Envelope = {
	name: 'access_log',
	what: 'an access log',
	knownBy: ['log_id', 'visitor_name'],
};

export const accessLogs: SetyList = {
	call: {
		key: 'accessLog.getAll',
		title: 'List access logs',
		method: 'GET',
		path: '/access-logs',
		evidence: 'assumed',
		effect: 'read',
		fields: ['status', 'from_date', 'to_date', 'page', 'limit'],
		fieldEvidence: 'assumed',
	},
	names: ['access_logs', 'logs'],
	idField: 'log_id',
};

export const currentVisitors: SetyList = {
	call: {
		key: 'accessLog.getCurrentVisitors',
		title: 'Get current visitors',
		method: 'GET',
		path: '/access-logs/current',
		evidence: 'assumed',
		effect: 'read',
		fields: ['page', 'limit'],
		fieldEvidence: 'assumed',
	},
	names: ['visitors', 'current_visitors', 'access_logs', 'logs'],
	idField: 'log_id',
};
