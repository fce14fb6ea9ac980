import { SeededRandom } from '../random.cts';
import { AccessLogs } from './accessLogs.cts';
import type { ListEnvelope } from './envelope.cts';
import { Incidents } from './incidents.cts';
import { createKeys, type ApiKey, type OrganizationName } from './keys.cts';
import type { PastThreat } from './model.cts';
import { RateLimit } from './rateLimit.cts';
import { seedAccessLogs, seedDangerZones, seedHistory, seedIncidents } from './seed.cts';
import { Webhooks } from './webhooks.cts';
import { DangerZones } from './zones.cts';

export type Dialect = 'documented' | 'otherNames';

export const LIST_FAULTS = ['endless', 'alternatingPages', 'recordsTwice'] as const;
export type ListFault = (typeof LIST_FAULTS)[number];

export interface Settings {
	/** Which form of the API is served; see dialect.cts. */
	dialect: Dialect;
	/** How long after its creation an incident shows up in lists (get by id sees it at once). */
	lateIndexingMs: number;
	/** Larger limits are silently served as this; null keeps them. */
	maxPageSize: number | null;
	/** Every page is page 1. */
	ignorePage: boolean;
	/** Lists of incidents are not narrowed by status. */
	ignoreStatusFilter: boolean;
	/** Lists tell page, limit and totals. */
	withPagination: boolean;
	/** What lists come in; the dialect otherNames has one of its own. */
	listEnvelope: ListEnvelope;
	/**
	 * How lists mislead: `endless` is empty past its end and says that more follows, `alternatingPages` gives the first and
	 * the second page in turn and says so, too, `recordsTwice` has each record of a page twice.
	 */
	listFault: ListFault | null;
	/** Fields of query and body that the contract does not know are refused, and a 400 names all faults. */
	strict: boolean;
}

export interface Organization {
	readonly incidents: Incidents;
	readonly accessLogs: AccessLogs;
}

const SEED = 20_260_310;

/** Everything one sandbox knows about Sety. A reset is a new world. */
export class World {
	readonly random = new SeededRandom(SEED);
	readonly keys: Map<string, ApiKey> = createKeys();
	readonly rateLimit = new RateLimit();
	/** Told of the changes of organization A. */
	readonly webhooks = new Webhooks();
	readonly organizations: Readonly<Record<OrganizationName, Organization>> = {
		A: { incidents: this.#announcedIncidents(), accessLogs: new AccessLogs() },
		B: { incidents: new Incidents(), accessLogs: new AccessLogs() },
	};
	/** Zones and history belong to places, not to organizations (assumed). */
	readonly zones = new DangerZones();
	readonly history: readonly PastThreat[];
	/** Ids of the incidents for which responders would really have been sent, in order. */
	readonly dispatches: string[] = [];
	settings: Settings = {
		dialect: 'documented',
		lateIndexingMs: 0,
		maxPageSize: null,
		ignorePage: false,
		ignoreStatusFilter: false,
		withPagination: true,
		listEnvelope: 'results',
		listFault: null,
		strict: false,
	};

	/** Organization A has the seed, organization B nothing. */
	constructor(now: number) {
		const { incidents, accessLogs } = this.organizations.A;
		incidents.add(seedIncidents(this.random, now), { moving: false });
		accessLogs.add(seedAccessLogs(this.random, now));
		const zones = seedDangerZones(this.random, now);
		for (const zone of zones) this.zones.put(zone);
		this.history = seedHistory(this.random, zones, now);
	}

	#announcedIncidents(): Incidents {
		// Not the seeded one: what is sent must not change what follows.
		return new Incidents((incident) => this.webhooks.announce(incident, Math.random));
	}
}
