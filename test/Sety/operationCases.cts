import { byId, setyBench } from '../../harness/engine/sety.cts';
import { TEST_KEY } from '../../sandbox/sety/keys.cts';
import type { OperationCase, ServiceUnderTest } from '../cases/everyService.cts';

const extra = { options: { extraFields: '{"zone":"north"}' } };
const from = '2026-03-01T00:00:00Z';
const to = '2026-03-08T00:00:00Z';
const place = { latitude: '6.5244', longitude: '3.3792' };
const list = { returnAll: false, limit: 2 };

export const cases = ({ incident = '', visitor = '' }: Record<string, string>): OperationCase[] => [
	{
		name: 'incident.create',
		parameters: {
			category: 'medical',
			description: 'Breathing',
			subjectName: 'Amaka Obi',
			subjectPhone: '+2348012345678',
			...place,
			address: '14 Bourdillon Road',
			idempotencyKey: 'trip-1',
			additionalFields: {
				title: 'Person collapsed',
				severity: 'high',
				landmark: 'Gate B',
				isDrill: true,
				subjectEmail: 'amaka@example.com',
				subjectMetadata: '{"plate":"LND-204"}',
				subjectReference: 'TRIP-1',
			},
		},
	},
	{
		name: 'incident.create',
		as: 'with the fewest fields',
		parameters: { category: 'sos', subjectName: 'Amaka Obi', address: '14 Bourdillon Road' },
	},
	{ name: 'incident.get', parameters: { incidentId: byId(incident) } },
	{
		name: 'incident.getAll',
		parameters: {
			...list,
			filters: {
				category: 'sos',
				severity: 'critical',
				status: 'created',
				fromDate: from,
				toDate: to,
			},
			...extra,
		},
	},
	{
		name: 'incident.cancel',
		parameters: { incidentId: byId(incident), reason: 'False alarm', ...extra },
	},
	{
		name: 'incident.addNote',
		parameters: {
			incidentId: byId(incident),
			note: 'Door is locked',
			additionalFields: { author: 'Night shift' },
		},
	},
	{
		name: 'accessLog.create',
		parameters: {
			visitorName: 'Ada Okafor',
			additionalFields: {
				accessCode: '4711',
				gate: 'North',
				hostName: 'Tunde Bakare',
				metadata: '{"badge":"A-17"}',
				notes: 'Brings a parcel',
				purpose: 'Delivery',
				vehiclePlate: 'LND-204',
				visitorEmail: 'ada@example.com',
				visitorPhone: '+2348012345678',
			},
		},
	},
	{
		name: 'accessLog.getAll',
		parameters: { ...list, filters: { status: 'checked_in', fromDate: from, toDate: to } },
	},
	{ name: 'accessLog.getStats', parameters: { fromDate: from, toDate: to } },
	{ name: 'accessLog.getCurrentVisitors', parameters: list },
	{
		name: 'accessLog.checkOut',
		parameters: {
			logId: byId(visitor),
			additionalFields: { checkoutTime: to, notes: 'By the back door' },
		},
	},
	{
		name: 'threatIntelligence.getDangerZones',
		parameters: { ...list, filters: { ...place, radiusKm: 5 } },
	},
	{
		name: 'threatIntelligence.getDangerAnalytics',
		parameters: { ...place, additionalFields: { days: 7, radiusKm: 5 } },
	},
	{
		name: 'threatIntelligence.getHeatmap',
		parameters: { filters: { ...place, radiusKm: 5, fromDate: from, toDate: to } },
	},
	{ name: 'threatIntelligence.getSafetyScore', parameters: place },
	{
		name: 'threatIntelligence.analyzeRoute',
		parameters: {
			origin: '6.5244, 3.3792',
			destination: '6.4281, 3.4219',
			waypoints: '6.5, 3.4\n6.45, 3.41',
		},
	},
	{ name: 'system.healthCheck', parameters: {} },
];

export function underTest(): ServiceUnderTest {
	const bench = setyBench();
	return {
		bench,
		cases,
		async prepare() {
			const [incident = ''] = await bench.sandbox.control.sety.createIncidents({ count: 1 });
			const { json } = await bench.run('accessLog.getCurrentVisitors', { limit: 1 });
			return { incident, visitor: json[0]?.log_id as string };
		},
		secret: TEST_KEY,
	};
}
