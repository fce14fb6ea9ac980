import { z } from 'zod';

import { identifier } from '../../core/form/fields';
import { perItemOptions } from '../../core/run/settings';
import { formatInput, formatList } from '../../core/form/outputFormat';
import { simpleIncident } from '../api/schemas';
import { outputFormatWithPlaces } from '../output/format';
import { simplifyIncident } from '../output/simplify';
import { setyOperation } from '../operation';
import { incidentId } from './incidentId';

/** GET /incidents/{incidentId}. */
export const get = setyOperation({
	resource: 'incident',
	operation: 'get',
	name: 'Get',
	action: 'Get incident',
	description: 'Read the current state of one incident',
	properties: [incidentId, outputFormatWithPlaces, perItemOptions],
	ids: [incidentId.name],
	input: z.object({ incidentId: identifier, output: formatInput }),
	output: simpleIncident,
	async run({ incidentId: id, output }, { client }) {
		return formatList([await client.getIncident(id)], output, simplifyIncident);
	},
});
