import { ASSETS, DRIVERS, TAGS } from './seed.cts';

/** Who and what a fleet consists of, for lists of choices. */
export interface DriverRecord {
	id: string;
	name: string;
	username: string;
	driverActivationStatus: 'active' | 'deactivated';
	/** Personal: a list of choices has no use for it. */
	phone: string;
}

export interface VehicleRecord {
	id: string;
	name: string;
	licensePlate: string;
}

export interface TagRecord {
	id: string;
	name: string;
	/** Absent at the top. */
	parentTagId?: string;
}

export interface UserRecord {
	id: string;
	name: string;
	email: string;
}

export interface Directory {
	drivers: DriverRecord[];
	vehicles: VehicleRecord[];
	tags: TagRecord[];
	users: UserRecord[];
}

const driver = (
	id: string,
	name: string,
	driverActivationStatus: DriverRecord['driverActivationStatus'],
): DriverRecord => ({
	id,
	name,
	username: name.toLowerCase().replaceAll(' ', '.'),
	driverActivationStatus,
	phone: `+1 555 0100 ${id}`,
});

const user = (id: string, name: string): UserRecord => ({
	id,
	name,
	email: `${name.toLowerCase().replaceAll(' ', '.')}@haulage.example`,
});

/** The drivers, vehicles and tags of the safety events, two drivers who left, and three coaches. */
export function seedDirectory(): Directory {
	return {
		drivers: [
			...DRIVERS.filter(({ id }) => id !== '').map(({ id, name }) => driver(id, name, 'active')),
			driver('5006', 'Finn Adler', 'deactivated'),
			driver('5007', 'Gia Moretti', 'deactivated'),
		],
		vehicles: ASSETS.map(({ id, name }, index) => ({
			id,
			name,
			licensePlate: `SBX${String(101 + index)}`,
		})),
		tags: TAGS.map((tag) => ({ ...tag })),
		users: [user('101', 'Rosa Lind'), user('102', 'Omar Haddad'), user('103', 'Yuki Tanaka')],
	};
}

/** How many records to add. */
export type Additions = Partial<
	Record<'drivers' | 'deactivatedDrivers' | 'vehicles' | 'tags' | 'childTags' | 'users', number>
>;

/** Adds records named "Driver 1" and so on, with IDs above those that exist. Child tags are children of East Coast. */
export function addTo(directory: Directory, additions: Additions): void {
	const { drivers, vehicles, tags, users } = directory;
	for (const id of newIds(additions.drivers)) drivers.push(driver(id, `Driver ${id}`, 'active'));
	for (const id of newIds(additions.deactivatedDrivers, 700_000)) {
		drivers.push(driver(id, `Former Driver ${id}`, 'deactivated'));
	}
	for (const id of newIds(additions.vehicles)) {
		vehicles.push({ id, name: `Vehicle ${id}`, licensePlate: `NEW${id}` });
	}
	for (const id of newIds(additions.tags)) tags.push({ id, name: `Tag ${id}` });
	for (const id of newIds(additions.childTags, 700_000)) {
		tags.push({ id, name: `Child ${id}`, parentTagId: '3914' });
	}
	for (const id of newIds(additions.users)) users.push(user(id, `User ${id}`));
}

const newIds = (count = 0, from = 600_000): string[] =>
	Array.from({ length: count }, (_value, index) => String(from + index));
