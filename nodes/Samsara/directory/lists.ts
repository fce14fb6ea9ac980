import type { JsonRecord } from '../../core/json';
import { isJsonRecord } from '../../core/json';
import type { SamsaraCall } from '../service';

/** Documented: records that one page may have. */
const LARGEST_PAGE = 512;

/** What the nodes keep of a driver, vehicle, tag or user. Samsara also sends personal data, which goes no further. */
export interface Entry {
	id: string;
	/** What people know it by. */
	name: string;
	/** Tells namesakes apart: user name, license plate or e-mail address. */
	detail: string;
	/** Of a tag, unless it is at the top. */
	parent: { id: string; name: string } | undefined;
}

export interface DirectoryList {
	call: SamsaraCall;
	/** "drivers", for messages. */
	records: string;
	/** The name of the field that becomes the detail of an entry. */
	detail?: string;
	/** Fields of the query for each reading of the list; Samsara lists active and deactivated drivers apart. */
	sweeps: ReadonlyArray<{ fields: JsonRecord; mark?: string }>;
}

const PAGE = { limit: LARGEST_PAGE };

/** A call of a list. Only for drivers and vehicles a limit is documented; the one of drivers serves for the others. */
const listCall = (
	key: string,
	title: string,
	path: string,
	{ permission, category, calls = 5 }: { permission: string; category: string; calls?: number },
	fields: readonly string[] = [],
): SamsaraCall => ({
	key,
	title,
	method: 'GET',
	path,
	evidence: 'documented',
	effect: 'read',
	permission,
	category,
	rateLimit: { name: path, calls, perMs: 1_000 },
	parameters: 'the list',
	fields: [...fields, 'limit', 'after'],
	fieldEvidence: 'documented',
	ownFields: ['after'],
});

const ADMINISTRATION = 'Setup & Administration';

export const drivers: DirectoryList = {
	call: listCall(
		'directory.drivers',
		'List drivers',
		'/fleet/drivers',
		{ permission: 'Read Drivers', category: 'Drivers' },
		['driverActivationStatus'],
	),
	records: 'drivers',
	detail: 'username',
	sweeps: [
		{ fields: { driverActivationStatus: 'active', ...PAGE } },
		{ fields: { driverActivationStatus: 'deactivated', ...PAGE }, mark: ' (deactivated)' },
	],
};

export const vehicles: DirectoryList = {
	call: listCall('directory.vehicles', 'List vehicles', '/fleet/vehicles', {
		permission: 'Read Vehicles',
		category: 'Vehicles',
		calls: 25,
	}),
	records: 'vehicles',
	detail: 'licensePlate',
	sweeps: [{ fields: PAGE }],
};

export const tags: DirectoryList = {
	call: listCall('directory.tags', 'List tags', '/tags', {
		permission: 'Read Tags',
		category: ADMINISTRATION,
	}),
	records: 'tags',
	sweeps: [{ fields: PAGE }],
};

/** Coaches are users (documented). */
export const users: DirectoryList = {
	call: listCall('directory.users', 'List users', '/users', {
		permission: 'Read Users',
		category: ADMINISTRATION,
	}),
	records: 'users',
	detail: 'email',
	sweeps: [{ fields: PAGE }],
};

/** The calls of all lists. */
export const directoryCalls = [drivers, vehicles, tags, users].map(({ call }) => call);

/** The entry of a record; undefined for one without an ID. */
export function entryOf(record: unknown, detail: string | undefined): Entry | undefined {
	if (!isJsonRecord(record)) return undefined;
	const id = textOf(record.id);
	if (id === '') return undefined;
	const { parentTag } = record;
	const parentId = textOf(record.parentTagId);
	return {
		id,
		name: textOf(record.name),
		detail: detail === undefined ? '' : textOf(record[detail]),
		parent:
			parentId === ''
				? undefined
				: { id: parentId, name: isJsonRecord(parentTag) ? textOf(parentTag.name) : '' },
	};
}

/** IDs are text here, and numbers in other calls of the same API (documented). */
function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
