import { z } from 'zod';
import { cursorFor, readCursor } from './cursor.cts';
import type {
	Directory,
	DriverRecord,
	TagRecord,
	UserRecord,
	VehicleRecord,
} from './directory.cts';
import { operation, perSecond, refusal, type Operation } from './operation.cts';
import type { Limit } from './rateLimit.cts';
import type { Permission } from './tokens.cts';

/** Documented: 1 to 512 records per page, 512 by default. */
const LARGEST_PAGE = 512;

const CREATED = '2024-05-01T08:00:00Z';

interface List {
	readonly kind: keyof Directory;
	readonly path: string;
	readonly permission: Permission;
	/** Null where none is stated. */
	readonly limit: Limit | null;
}

function list<Input extends z.ZodRawShape>(
	{ kind, path, permission, limit }: List,
	shape: Input,
	recordsOf: (directory: Directory, input: Record<string, unknown>) => object[],
): Operation {
	return operation({
		name: `directory.${kind}`,
		method: 'GET',
		path,
		permission,
		limit,
		input: z
			.object({ limit: z.number().default(LARGEST_PAGE), after: z.string().optional(), ...shape })
			.passthrough(),
		run(input, { now, world, rawQuery }) {
			const { limit: size, after } = input as { limit: number; after?: string };
			const position = after === undefined ? {} : readCursor(after, rawQuery, now);
			if (typeof position === 'string') return refusal(400, position);
			const records = recordsOf(world.directory, input);
			const from = position.after?.time ?? 0;
			const next = from + Math.min(size, world.settings.listPageSize);
			const hasNextPage = next < records.length;
			const endCursor = hasNextPage
				? cursorFor(rawQuery, { after: { time: next, seq: 0 } }, now)
				: '';
			return {
				status: 200,
				body: { data: records.slice(from, next), pagination: { endCursor, hasNextPage } },
			};
		},
	});
}

const times = { createdAtTime: CREATED, updatedAtTime: CREATED };

const driver = (one: DriverRecord) => ({ ...one, ...times, timezone: 'America/New_York' });
const vehicle = (one: VehicleRecord) => ({ ...one, ...times, notes: '' });
const user = (one: UserRecord) => ({ ...one, authType: 'default', roles: [] });

/** Samsara gives the name of the parent, too. */
const tag = (one: TagRecord, all: readonly TagRecord[]) => {
	const parent = all.find(({ id }) => id === one.parentTagId);
	if (parent === undefined) return one;
	return { ...one, parentTag: { id: parent.id, name: parent.name } };
};

/** Ascending by ID (observed). */
export const directoryOperations: readonly Operation[] = [
	list(
		{
			kind: 'drivers',
			path: '/fleet/drivers',
			permission: 'Read Drivers',
			limit: perSecond('fleet/drivers'),
		},
		{ driverActivationStatus: z.enum(['active', 'deactivated']).default('active') },
		({ drivers }, { driverActivationStatus: status }) =>
			drivers.filter((one) => one.driverActivationStatus === status).map(driver),
	),
	list(
		{
			kind: 'vehicles',
			path: '/fleet/vehicles',
			permission: 'Read Vehicles',
			limit: { name: 'fleet/vehicles', calls: 25, perMs: 1_000 },
		},
		{},
		({ vehicles }) => vehicles.map(vehicle),
	),
	list({ kind: 'tags', path: '/tags', permission: 'Read Tags', limit: null }, {}, ({ tags }) =>
		tags.map((one) => tag(one, tags)),
	),
	list({ kind: 'users', path: '/users', permission: 'Read Users', limit: null }, {}, ({ users }) =>
		users.map(user),
	),
];
