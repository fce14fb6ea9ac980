import { field } from '../../core/form/field';
import { identifier } from '../../core/form/schemas';

/** Takes any link that has an ID in it; the last such part of the path, also behind a #. A query is about something else. */
const ID_IN_LINK = 'https?://[^\\s?]*/(inc_[A-Za-z0-9]{8,})(?:[/?#]\\S*)?';

const SLOW = { message: 'If loading is slow, choose the incident by its ID', timeout: 10000 };

/**
 * Any incident, newest first. IDs look like `inc_` and letters and digits (seen in one documented example). The form of a
 * link to an incident in Sety's dashboard is not documented.
 */
export const incidentId = field(
	{
		displayName: 'Incident',
		name: 'incidentId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The incident: choose it from the list, or enter its ID or a link to it',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select an incident…',
				typeOptions: {
					searchListMethod: 'searchIncidents',
					searchable: true,
					slowLoadNotice: SLOW,
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
				extractValue: { type: 'regex', regex: ID_IN_LINK },
			},
		],
	},
	identifier,
	{ isId: true },
);

/** An incident that can be cancelled. By ID and By URL also take one that the list leaves out. */
export const activeIncidentId = field(
	{
		displayName: 'Incident',
		name: 'incidentId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description:
			'The incident: choose it from the list of active ones, or enter its ID or a link to it',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select an active incident…',
				typeOptions: {
					searchListMethod: 'searchActiveIncidents',
					searchable: true,
					slowLoadNotice: SLOW,
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
				extractValue: { type: 'regex', regex: ID_IN_LINK },
			},
		],
	},
	identifier,
	{ isId: true },
);
