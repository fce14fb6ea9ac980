import type { INodeProperties } from 'n8n-workflow';

export const namespace: INodeProperties = {
	displayName: 'Namespace',
	name: 'namespace',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. listings',
	description: 'The kind of objects, as it is set up with SafetyKit',
};
