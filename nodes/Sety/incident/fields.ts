import type { INodeProperties } from 'n8n-workflow';

/** The four categories are documented, with their meanings. */
export const category: INodeProperties = {
	displayName: 'Category',
	name: 'category',
	type: 'options',
	options: [
		{
			name: 'Location Threat',
			value: 'location_threat',
			description: 'Violence or robbery tied to one place',
		},
		{ name: 'Medical', value: 'medical', description: 'Someone is hurt or ill' },
		{
			name: 'SOS',
			value: 'sos',
			description: 'Someone is in danger or pressed a panic button',
		},
		{
			name: 'Vehicle',
			value: 'vehicle',
			description: 'A crash, a hijacking or a robbery on the road',
		},
	],
	default: 'sos',
	description: 'The kind of emergency: sos, medical, vehicle or location_threat',
};

/** In order of gravity. `low` and `critical` occur in documented examples, the two between them are assumed. */
export const severity: INodeProperties & { name: 'severity' } = {
	displayName: 'Severity',
	name: 'severity',
	type: 'options',
	options: [
		{ name: 'Critical', value: 'critical' },
		{ name: 'High', value: 'high' },
		{ name: 'Medium', value: 'medium' },
		{ name: 'Low', value: 'low' },
	],
	default: 'critical',
	description:
		'How grave the emergency is: critical, high, medium or low. Without this field, Sety decides.',
};

export const categoryFilter: INodeProperties & { name: 'category' } = {
	...category,
	name: 'category',
	description: 'Only incidents of this category: sos, medical, vehicle or location_threat',
};

export const severityFilter: INodeProperties & { name: 'severity' } = {
	...severity,
	description: 'Only incidents of this severity: critical, high, medium or low',
};

/** Up to `responding` documented; the page is cut off after "on". `cancelled` is assumed. */
export const statusFilter: INodeProperties & { name: 'status' } = {
	displayName: 'Status',
	name: 'status',
	type: 'options',
	options: [
		{ name: 'Assigned', value: 'assigned' },
		{ name: 'Cancelled', value: 'cancelled' },
		{ name: 'Created', value: 'created' },
		{ name: 'Dispatching', value: 'dispatching' },
		{ name: 'On Scene', value: 'on_scene' },
		{ name: 'Resolved', value: 'resolved' },
		{ name: 'Responding', value: 'responding' },
	],
	default: 'created',
	description:
		'Only incidents with this status: created, dispatching, assigned, responding, on_scene, resolved or cancelled',
};
