import { checkOut } from './accessLog/checkOut';
import { create as createAccessLog } from './accessLog/create';
import { getAll as getAccessLogs } from './accessLog/getAll';
import { getCurrentVisitors } from './accessLog/getCurrentVisitors';
import { getStats } from './accessLog/getStats';
import { addNote } from './incident/addNote';
import { cancel } from './incident/cancel';
import { create as createIncident } from './incident/create';
import { get as getIncident } from './incident/get';
import { getAll as getIncidents } from './incident/getAll';
import { healthCheck } from './system/healthCheck';
import { analyzeRoute } from './threatIntelligence/analyzeRoute';
import { getDangerAnalytics } from './threatIntelligence/getDangerAnalytics';
import { getDangerZones } from './threatIntelligence/getDangerZones';
import { getHeatmap } from './threatIntelligence/getHeatmap';
import { getSafetyScore } from './threatIntelligence/getSafetyScore';

/** Labels of the resources, in the order of the dropdown. */
export const resources = {
	accessLog: 'Access Log',
	incident: 'Incident',
	system: 'System',
	threatIntelligence: 'Threat Intelligence',
} as const;

/** Every operation of the Sety node. The first one of a resource is its default. */
export const operations = [
	createIncident,
	getIncident,
	getIncidents,
	cancel,
	addNote,
	createAccessLog,
	getAccessLogs,
	getStats,
	getCurrentVisitors,
	checkOut,
	getDangerZones,
	getDangerAnalytics,
	getHeatmap,
	getSafetyScore,
	analyzeRoute,
	healthCheck,
];
