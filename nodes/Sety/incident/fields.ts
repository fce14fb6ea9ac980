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
	description: 'What kind of emergency it is',
};

const ASSUMED = "Assumed: not shown in Sety's documentation";

/** `low` and `critical` occur in documented examples, the two between them are assumed. */
const severities = [
	{ name: 'Critical', value: 'critical' },
	{ name: 'High', value: 'high', description: ASSUMED },
	{ name: 'Low', value: 'low' },
	{ name: 'Medium', value: 'medium', description: ASSUMED },
];

export const severity: INodeProperties = {
	displayName: 'Severity',
	name: 'severity',
	type: 'options',
	options: [...severities, { name: 'Not Set', value: '', description: 'Sety decides' }],
	default: '',
	description: 'How severe it is',
};

export const categoryFilter: INodeProperties & { name: 'category' } = {
	...category,
	name: 'category',
	description: 'Only incidents of this kind',
};

export const severityFilter: INodeProperties & { name: 'severity' } = {
	...severity,
	name: 'severity',
	options: severities,
	default: 'critical',
	description: 'Only incidents of this severity',
};

/** Up to `responding` documented; the page is cut off after "on". */
export const statusFilter: INodeProperties & { name: 'status' } = {
	displayName: 'Status',
	name: 'status',
	type: 'options',
	options: [
		{ name: 'Assigned', value: 'assigned' },
		{ name: 'Cancelled', value: 'cancelled', description: ASSUMED },
		{ name: 'Created', value: 'created' },
		{ name: 'Dispatching', value: 'dispatching' },
		{ name: 'On Scene', value: 'on_scene', description: ASSUMED },
		{ name: 'Resolved', value: 'resolved' },
		{ name: 'Responding', value: 'responding' },
	],
	default: 'created',
	description: 'Only incidents in this state',
};
