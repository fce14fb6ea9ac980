import axios from 'axios';
import type { z } from 'zod';
import type { clockOrder, serviceClockOrder } from './control.cts';
import type { Violation } from './contract.cts';
import type { Fault, FaultOrder } from './faults.cts';
import type { ReceivedRequest } from './recorder.cts';
import type { SafetyKitSettingsChange } from './safetykit/control.cts';
import type { SentWebhook, WebhookOrder } from './safetykit/webhook.cts';
import type { SafetyKitSettings, StoredEvent } from './safetykit/world.cts';
import { samsaraControl } from './samsara/controlClient.cts';
import type {
	dangerZoneOrder,
	incidentsOrder,
	keyChange,
	settingsChange,
	statusChange,
} from './sety/control.cts';
import type { ApiKey } from './sety/keys.cts';
import type { AccessLog, DangerZone, Incident } from './sety/model.cts';
import type { SentDelivery, SetyWebhookOrder } from './sety/webhooks.cts';
import type { Settings } from './sety/world.cts';

export interface ClockState {
	readonly now: string;
	readonly frozen: boolean;
}

export type ClockOrder = z.input<typeof clockOrder>;
export type SettingsChange = z.input<typeof settingsChange>;
export type KeyChange = z.input<typeof keyChange>;
export type IncidentsOrder = z.input<typeof incidentsOrder>;
export type StatusChange = z.input<typeof statusChange>;
export type DangerZoneOrder = z.input<typeof dangerZoneOrder>;

interface PutZone {
	key: string;
	zone: DangerZone;
}

export type SandboxControl = ReturnType<typeof sandboxControl>;

/** The control routes of a running sandbox, as functions. Each rejects with the route's own message. */
export function sandboxControl(origin: string) {
	const http = axios.create({
		baseURL: `${origin}/__control`,
		// Loopback is never behind a proxy, whatever the environment says.
		proxy: false,
		validateStatus: () => true,
	});

	async function call<T>(method: string, url: string, data?: unknown): Promise<T> {
		const { status, data: body } = await http.request<T & { message?: string }>({
			method,
			url,
			data,
		});
		if (status >= 400) throw new Error(`${method} ${url}: ${body.message ?? status}`);
		return body;
	}

	const putDangerZones = async (...zones: DangerZoneOrder[]) =>
		(await call<{ put: [PutZone, ...PutZone[]] }>('POST', '/sety/danger-zones', zones)).put;

	return {
		/** Back to the seed; the clock to real time, or to the moment given. */
		reset: (start?: Pick<ClockOrder, 'now' | 'frozen'>) =>
			call<ClockState>('POST', '/reset', start),

		addFaults: async (...faults: FaultOrder[]): Promise<Fault[]> =>
			(await call<{ pending: Fault[] }>('POST', '/faults', faults)).pending,
		pendingFaults: async () => (await call<{ pending: Fault[] }>('GET', '/faults')).pending,
		clearFaults: () => call<void>('DELETE', '/faults'),

		/** What services received, oldest first; control requests are not among it. */
		received: async () =>
			(await call<{ received: ReceivedRequest[] }>('GET', '/received')).received,
		clearReceived: () => call<void>('DELETE', '/received'),

		/** Answers of the sandbox that its own contract forbids: none, unless the sandbox is wrong. */
		violations: async () =>
			(await call<{ violations: Violation[] }>('GET', '/violations')).violations,

		clock: () => call<ClockState>('GET', '/clock'),
		setClock: (order: ClockOrder) => call<ClockState>('POST', '/clock', order),
		advance: (advanceMs: number) => call<ClockState>('POST', '/clock', { advanceMs }),

		/** Lets the clock of one service go wrong, or takes the Date header out of its answers. */
		setServiceClock: (service: string, order: z.input<typeof serviceClockOrder>) =>
			call<{ now: string; offsetMs: number; dateHeader: boolean }>(
				'PUT',
				`/clocks/${encodeURIComponent(service)}`,
				order,
			),

		samsara: samsaraControl(call, 'us'),
		samsaraEu: samsaraControl(call, 'eu'),

		sety: {
			changeKey: (key: string, change: KeyChange) =>
				call<ApiKey>('PUT', `/sety/keys/${encodeURIComponent(key)}`, change),
			changeSettings: (change: SettingsChange) => call<Settings>('PUT', '/sety/settings', change),
			/** The ids of the new incidents, oldest first. */
			createIncidents: async (order: IncidentsOrder = {}): Promise<string[]> =>
				(await call<{ incident_ids: string[] }>('POST', '/sety/incidents', order)).incident_ids,
			/** From then on the incident no longer changes by itself. */
			setStatus: async (id: string, change: StatusChange): Promise<Incident> =>
				(
					await call<{ incident: Incident }>(
						'POST',
						`/sety/incidents/${encodeURIComponent(id)}/status`,
						change,
					)
				).incident,
			/** Creates the zone, or changes the given fields of the one with this id. */
			putDangerZone: async (zone: DangerZoneOrder = {}) => (await putDangerZones(zone))[0],
			/** The same with several zones at once, so that no poll finds only some of them. */
			putDangerZones,
			/** By its id, or by the key that putDangerZone gave. */
			removeDangerZone: (key: string) =>
				call<{ removed: string }>('DELETE', `/sety/danger-zones/${encodeURIComponent(key)}`),
			/** What organization A has stored now, oldest first. */
			records: async () =>
				await call<{ incidents: Incident[]; access_logs: AccessLog[] }>('GET', '/sety/records'),
			/** From then on every change of an incident is sent there. */
			registerWebhook: (order: SetyWebhookOrder) => call('POST', '/sety/webhooks', order),
			/** Sends deliveries about incidents that do not exist. */
			forgeDeliveries: (count: number) => call('POST', '/sety/webhooks/forged', { count }),
			/** What was sent, once all is. */
			deliveries: async (): Promise<SentDelivery[]> =>
				(await call<{ deliveries: SentDelivery[] }>('GET', '/sety/webhooks/sent')).deliveries,
			/** Ids of the incidents for which responders would really have been sent. */
			dispatches: async () =>
				(await call<{ incident_ids: string[] }>('GET', '/sety/dispatches')).incident_ids,
		},

		safetyKit: {
			changeSettings: (change: SafetyKitSettingsChange) =>
				call<SafetyKitSettings>('PUT', '/safetykit/settings', change),
			/** What was ingested, oldest first; a repeated key is there once. */
			events: async (): Promise<StoredEvent[]> =>
				(await call<{ events: StoredEvent[] }>('GET', '/safetykit/events')).events,
			decisions: async (): Promise<unknown[]> =>
				(await call<{ decisions: unknown[] }>('GET', '/safetykit/decisions')).decisions,
			/** Signs a webhook and sends it; gives what the receiver answered. */
			sendWebhook: (order: WebhookOrder) => call<SentWebhook>('POST', '/safetykit/webhooks', order),
		},
	};
}
