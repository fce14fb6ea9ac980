import type { RequestingContext } from '../core/http/n8nTransport';
import { checkOut } from './accessLog/checkOut.operation';
import { create as createAccessLog } from './accessLog/create.operation';
import { getAll as getAccessLogs } from './accessLog/getAll.operation';
import { getCurrentVisitors } from './accessLog/getCurrentVisitors.operation';
import { getStats } from './accessLog/getStats.operation';
import { addNote } from './incident/addNote.operation';
import { cancel } from './incident/cancel.operation';
import { create as createIncident } from './incident/create.operation';
import { get as getIncident } from './incident/get.operation';
import { getAll as getIncidents } from './incident/getAll.operation';
import { healthCheck } from './system/healthCheck.operation';
import { connect, openSety } from './service';
import { analyzeRoute } from './threatIntelligence/analyzeRoute.operation';
import { getDangerAnalytics } from './threatIntelligence/getDangerAnalytics.operation';
import { getDangerZones } from './threatIntelligence/getDangerZones.operation';
import { getHeatmap } from './threatIntelligence/getHeatmap.operation';
import { getSafetyScore } from './threatIntelligence/getSafetyScore.operation';

/** Labels of the resources, in the order of the dropdown. */
export const resources = {
	accessLog: 'Access Log',
	incident: 'Incident',
	system: 'System',
	threatIntelligence: 'Threat Intelligence',
} as const;

/** Every operation of the Sety node. A new node opens on the first one; the first one of each resource is its default. */
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

/** Every call of Sety: each has an entry in Endpoint Overrides. */
export const calls = operations.map(({ call }) => call);

/** Opens the credential of the Sety nodes. Its overrides concern all calls of the service. */
export const connectSety = (context: RequestingContext) =>
	connect(context, { credentialType: 'setyApi', open: (data) => openSety(data, calls) });
