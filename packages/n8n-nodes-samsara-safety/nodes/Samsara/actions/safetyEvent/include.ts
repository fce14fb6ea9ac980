import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refuse } from '../../../shared/input/refuse';
import type { Inclusions } from '../../api/client';
import { setOfTexts } from '../../../shared/input/listOfTexts';

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

const KNOWN = ['asset', 'driver', 'vgOnlyEvents'];

export const includeInput = setOfTexts.transform((chosen, context): Inclusions => {
	const stranger = chosen.find((one) => !KNOWN.includes(one));
	if (stranger !== undefined) {
		const what = `holds "${stranger}", which is not known`;
		refuse(context, what, `Use any of: ${KNOWN.join(', ')}.`);
		return z.NEVER;
	}
	return {
		includeAsset: chosen.includes('asset'),
		includeDriver: chosen.includes('driver'),
		includeVgOnlyEvents: chosen.includes('vgOnlyEvents'),
	};
});
