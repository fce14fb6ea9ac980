import type { z } from 'zod';
import type {
	directoryOrder,
	eventChange,
	eventsOrder,
	samsaraSettings,
	tokenChange,
} from './control.cts';
import type { SafetyEvent } from './model.cts';
import { serviceNameOf, type Region } from './region.cts';
import type { Token } from './tokens.cts';
import type { Settings } from './world.cts';

type ControlCall = <T>(method: string, url: string, data?: unknown) => Promise<T>;

/** The control routes of one region, as functions. */
export function samsaraControl(call: ControlCall, region: Region) {
	const base = `/${serviceNameOf(region)}`;
	return {
		changeToken: (token: string, change: z.input<typeof tokenChange>) =>
			call<Token>('PUT', `${base}/tokens/${encodeURIComponent(token)}`, change),
		changeSettings: (change: z.input<typeof samsaraSettings>) =>
			call<Settings>('PUT', `${base}/settings`, change),
		/** The ids of the new events, in the order of the orders, oldest first. All of them appear at once. */
		createEvents: async (
			order: z.input<typeof eventsOrder> = {},
			...others: Array<z.input<typeof eventsOrder>>
		): Promise<string[]> =>
			(await call<{ ids: string[] }>('POST', `${base}/events`, [order, ...others])).ids,
		/** Adds so many drivers, vehicles, tags and users. */
		addToDirectory: async (order: z.input<typeof directoryOrder>): Promise<void> => {
			await call('POST', `${base}/directory`, order);
		},
		/** Every event as it is stored, hidden ones too. */
		events: async (): Promise<SafetyEvent[]> =>
			(await call<{ events: SafetyEvent[] }>('GET', `${base}/events`)).events,
		/** Changes an event at once, as a person in the dashboard would. */
		changeEvent: async (id: string, change: z.input<typeof eventChange>): Promise<SafetyEvent> =>
			(await call<{ event: SafetyEvent }>('POST', `${base}/events/${id}`, change)).event,
	};
}
