import { z } from 'zod';

import { simpleForm } from '../../core/record';
import type { SetyList } from '../lists';
import { placeOf } from '../place';

/** A danger zone: an area where incidents cluster. The fields are assumed. */
export const simpleDangerZone = simpleForm({
	zone_id: [z.string(), (zone) => zone.zone_id ?? zone.id],
	name: z.string(),
	risk_level: z.string(),
	incident_count: z.number(),
	categories: z.array(z.string()),
	latitude: [z.number(), (zone) => placeOf(zone.center, zone.location, zone).latitude],
	longitude: [z.number(), (zone) => placeOf(zone.center, zone.location, zone).longitude],
	radius_m: z.number(),
	last_incident_at: z.string(),
	updated_at: z.string(),
});

export const dangerZones: SetyList = {
	call: {
		key: 'threatIntelligence.getDangerZones',
		title: 'List danger zones',
		method: 'GET',
		path: '/danger-zones',
		evidence: 'assumed',
		effect: 'read',
		fields: ['lat', 'lng', 'radius_km', 'page', 'limit'],
		fieldEvidence: 'assumed',
	},
	names: ['danger_zones', 'zones'],
	idField: 'zone_id',
};
