import type { INodeProperties } from 'n8n-workflow';

/**
 * Ids look like `inc_` and letters and digits (seen in one documented example). The form of a link to an incident in
 * Sety's dashboard is not documented: any web address that has such an id in it is taken.
 */
export const incidentId: INodeProperties = {
	displayName: 'Incident',
	name: 'incidentId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The incident to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select an incident…',
			typeOptions: {
				searchListMethod: 'searchIncidents',
				searchable: true,
				slowLoadNotice: {
					message: 'If loading is slow, choose the incident by its ID',
					timeout: 10000,
				},
			},
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. inc_a1b2c3d4e5f6g7h8',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. a link that contains inc_a1b2c3d4e5f6g7h8',
			extractValue: {
				type: 'regex',
				// The last such part of the path, also behind a #; what a query says is about something else.
				regex: 'https?://[^\\s?]*/(inc_[A-Za-z0-9]{8,})(?:[/?#]\\S*)?',
			},
		},
	],
};
