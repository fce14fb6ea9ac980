import { formatList } from '../../core/form/output';
import { perItemOptions } from '../../core/run/settings';
import { outputFormatWithPlaces } from '../place';
import { setyOperation } from '../service';
import { incidentCall, incidentOf, simpleIncident } from './incident';
import { incidentId } from './locator';

/** GET /incidents/{incidentId}. */
export const get = setyOperation({
	resource: 'incident',
	operation: 'get',
	name: 'Get',
	action: 'Get incident',
	description: 'Get the current state of an incident',
	asTool: 'Needs its ID. Not to look for incidents: get many incidents instead.',
	fields: [incidentId, outputFormatWithPlaces, perItemOptions],
	call: incidentCall,
	read: (answer, { incidentId: id, output }) =>
		formatList([incidentOf(answer, id)], output, simpleIncident.simplify),
	output: simpleIncident.output,
});
