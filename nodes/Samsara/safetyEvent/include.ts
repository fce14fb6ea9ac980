import type { INodeProperties } from 'n8n-workflow';

import { someOf } from '../../core/form/oneOf';
import type { Inclusions } from '../api/client';

export const include: INodeProperties = {
	displayName: 'Include',
	name: 'include',
	type: 'multiOptions',
	options: [
		{ name: 'Asset', value: 'asset', description: 'Name, type and tags instead of the ID alone' },
		{ name: 'Driver', value: 'driver', description: 'Name and tags instead of the ID alone' },
		{
			name: 'Events of Vehicles Without Camera',
			value: 'vgOnlyEvents',
			description: 'Samsara leaves them out otherwise',
		},
	],
	default: ['asset', 'driver'],
	description: 'What to read besides the events themselves',
};

export const includeInput = someOf(['asset', 'driver', 'vgOnlyEvents']).transform(
	(chosen): Inclusions => ({
		includeAsset: chosen.includes('asset'),
		includeDriver: chosen.includes('driver'),
		includeVgOnlyEvents: chosen.includes('vgOnlyEvents'),
	}),
);
