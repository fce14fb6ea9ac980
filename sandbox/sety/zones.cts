import { RecordList, type Page, type PageRequest } from '../recordList.cts';
import type { DangerZone } from './model.cts';
import { within, type Surrounding } from './threats.cts';

/** The danger zones, which all organizations see. */
export class DangerZones {
	#list = new RecordList<DangerZone>((zone) => Date.parse(zone.updated_at));
	#byKey = new Map<string, DangerZone>();

	put(zone: DangerZone): void {
		this.remove(zoneKey(zone));
		this.#byKey.set(zoneKey(zone), zone);
		this.#list.add(zone);
	}

	/** False when there is none with this key. */
	remove(key: string): boolean {
		const zone = this.#byKey.get(key);
		if (!zone) return false;
		this.#list.remove(zone);
		return this.#byKey.delete(key);
	}

	get(key: string): DangerZone | undefined {
		return this.#byKey.get(key);
	}

	all(): readonly DangerZone[] {
		return this.#list.all();
	}

	/** The most recently changed ones first. */
	page(around: Surrounding | undefined, request: PageRequest): Page<DangerZone> {
		const matches = around && ((zone: DangerZone) => within(around, zone.center.coordinates));
		return this.#list.page(request, { matches });
	}
}

/** What the control routes call a zone: its id, or name and place when it has none. */
export function zoneKey({ zone_id, name, center }: DangerZone): string {
	return zone_id ?? `${name}@${center.coordinates.join(',')}`;
}
