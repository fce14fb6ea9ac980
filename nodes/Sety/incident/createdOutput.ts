import { z } from 'zod';

import type { Format } from '../../core/form/output';
import { featureCollection } from '../../core/geo/geoJson';
import { defined } from '../../core/json';
import type { SetyRecord } from '../answers';
import { simpleIncident } from './incident';
import type { CreatedIncident } from './repeatedKey';

/**
 * A created incident in the chosen format, what a workflow branches on first. The ID is at the top of every format: the
 * error of a run that stops names the created incidents by it.
 */
export function formatCreated(
	{ incident, idempotent }: CreatedIncident,
	is_new: boolean | null,
	format: Format,
): SetyRecord {
	const { incident_id, status, ...others } = incident;
	const first = defined({ incident_id, is_new, status });
	// `first` twice: its fields come first, and the node's own is_new wins over a field of that name.
	const whole = { ...first, ...others, ...first };
	if (format === 'raw') return { ...whole, idempotent };
	// Other members beside type and features are allowed (RFC 7946 §6.1).
	if (format === 'geoJson') return { ...first, ...featureCollection([whole]) };
	return { ...first, ...simpleIncident.simplify(incident) };
}

/** The simplified form. */
export const createdOutput = z
	.object({
		incident_id: z.string(),
		is_new: z
			.boolean()
			.nullable()
			.describe(
				'Whether this execution created it; null when the response to an earlier attempt was lost',
			),
	})
	.merge(simpleIncident.output as z.AnyZodObject);
