import { isJsonRecord } from '../json';
import type { Coordinates } from './coordinates';

/** A field of a place that is left out, and why. `what` begins with a verb: "is not a number". */
export interface DoubtfulField {
	field: keyof Coordinates;
	what: string;
}

export interface PlaceRead {
	/** Undefined where the two fields give no complete place. */
	place: Coordinates | undefined;
	doubts: DoubtfulField[];
}

/**
 * Reads a place from two fields in any form: numbers, text with a decimal comma or a hemisphere, an object with latitude and
 * longitude, GeoJSON, `[longitude, latitude]`, both in one field. Refuses nothing, because an emergency is sent anyway: the
 * doubts say what is left out.
 */
export function readPlace(latitude: unknown, longitude: unknown): PlaceRead {
	const given = { latitude, longitude };
	const wholes = FIELDS.flatMap((field) => placeIn(given[field]) ?? []);
	const [whole] = wholes;
	if (whole !== undefined && isContradicted(whole, wholes, given)) {
		const doubts: DoubtfulField[] = [
			{ field: 'latitude', what: 'names a different place than Longitude' },
			{ field: 'longitude', what: 'names a different place than Latitude' },
		];
		return { place: undefined, doubts };
	}
	const pair = whole ?? pairOf(given);
	if (pair !== undefined) {
		const doubts = doubtsAbout(pair);
		return { place: doubts.length === 0 ? pair : undefined, doubts };
	}
	const doubts = FIELDS.filter((field) => !isAbsent(given[field])).map((field) => ({
		field,
		what: Number.isFinite(degreesIn(given[field], field))
			? `is given without ${field === 'latitude' ? 'Longitude' : 'Latitude'}`
			: 'is not a number of degrees',
	}));
	return { place: undefined, doubts };
}

const FIELDS = ['latitude', 'longitude'] as const;

/** Whether a field is empty. */
function isAbsent(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && tidy(value) === '');
}

function pairOf(given: Record<keyof Coordinates, unknown>): Coordinates | undefined {
	const [latitude, longitude] = FIELDS.map((field) => degreesIn(given[field], field));
	if (latitude === undefined || longitude === undefined) return undefined;
	return Number.isFinite(latitude) && Number.isFinite(longitude)
		? { latitude, longitude }
		: undefined;
}

/** Two notations of one place may differ by this many degrees, about a kilometre, through rounding. */
const ROUNDING = 0.01;

/** Whether one field contradicts the complete place in the other: `6, 52` and `3, 37` are not two places. */
function isContradicted(
	place: Coordinates,
	wholes: readonly Coordinates[],
	given: Record<keyof Coordinates, unknown>,
): boolean {
	const isNear = (one: number, other: number) => Math.abs(one - other) <= ROUNDING;
	const isSame = (other: Coordinates) =>
		FIELDS.every((field) => isNear(place[field], other[field]));
	if (!wholes.every(isSame)) return true;
	return FIELDS.filter((field) => placeIn(given[field]) === undefined).some((field) => {
		const alone = degreesIn(given[field], field);
		if (Number.isFinite(alone)) return !isNear(alone, place[field]);
		// Degrees in an unknown notation.
		const value = given[field];
		return typeof value === 'string' && /\d/.test(tidy(value));
	});
}

/** Why degrees cannot be a place. */
function doubtsAbout({ latitude, longitude }: Coordinates): DoubtfulField[] {
	if (latitude === 0 && longitude === 0) {
		const what = 'is 0, 0, which a device without a position reports';
		return [{ field: 'latitude', what }];
	}
	const [north, east] = [Math.abs(latitude), Math.abs(longitude)];
	const doubts: DoubtfulField[] = [];
	if (north > 90) {
		const swapped = north <= 180 && east <= 90 ? ': Latitude and Longitude look swapped' : '';
		doubts.push({ field: 'latitude', what: `is ${latitude}, outside -90 to 90${swapped}` });
	}
	if (east > 180) {
		doubts.push({ field: 'longitude', what: `is ${longitude}, outside -180 to 180` });
	}
	return doubts;
}

/** How deep a mapped value may hold a place: a feature, its geometry, its coordinates. */
const DEEPEST = 4;

const NAMES = {
	latitude: ['latitude', 'lat', 'y'],
	longitude: ['longitude', 'lng', 'lon', 'long', 'x'],
} as const;

/** Members in which objects hold a place. */
const INSIDE = ['coordinates', 'coords', 'geometry', 'location', 'position', 'point'];

/** The complete place in one value; undefined where it has none. */
function placeIn(value: unknown, depth = 0): Coordinates | undefined {
	if (depth > DEEPEST) return undefined;
	if (typeof value === 'string') return placeInText(value, depth);
	if (Array.isArray(value)) {
		// GeoJSON, and Sety's own order: longitude first, an altitude may follow.
		const [longitude, latitude] = value.map((part) => decimal(part));
		if (value.length === 1) return placeIn(value[0], depth + 1);
		const isPair = value.length === 2 || value.length === 3;
		return isPair ? whole(latitude, longitude) : undefined;
	}
	if (!isJsonRecord(value)) return undefined;
	const own = whole(partOf(value, 'latitude'), partOf(value, 'longitude'));
	if (own !== undefined) return own;
	for (const name of INSIDE) {
		const inner = placeIn(lookUp(value, name), depth + 1);
		if (inner !== undefined) return inner;
	}
	return undefined;
}

function whole(latitude: number | undefined, longitude: number | undefined) {
	return latitude !== undefined &&
		longitude !== undefined &&
		Number.isFinite(latitude) &&
		Number.isFinite(longitude)
		? { latitude, longitude }
		: undefined;
}

function partOf(value: Record<string, unknown>, field: keyof Coordinates): number {
	const found = NAMES[field].map((name) => lookUp(value, name)).find((part) => !isAbsent(part));
	return degreesIn(found, field);
}

/** A member by its name in any case. */
function lookUp(value: Record<string, unknown>, name: string): unknown {
	return Object.entries(value).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** Longest text to search for a place, in characters: a field for degrees holds no documents. */
const LONGEST_TEXT = 1_000;

/** "6.5244, 3.3792" has latitude first, as people write it; JSON text has its own order. */
function placeInText(text: string, depth: number): Coordinates | undefined {
	const plain = tidy(text);
	if (plain.length > LONGEST_TEXT) return undefined;
	if (/^[[{]/.test(plain)) {
		try {
			return placeIn(JSON.parse(plain), depth + 1);
		} catch {
			return undefined;
		}
	}
	// A comma alone may be a decimal comma; next to a space, a point or other commas it separates.
	const parts = plain
		.split(/\s*[;|/]\s*|,\s+|\s+(?=[-+\d])/)
		.flatMap((part) =>
			/^[^,]*\.[^,]*,[^,]*$|^[^,]*,[^,]*\.[^,]*$/.test(part) ? part.split(',') : [part],
		)
		.filter((part) => part !== '');
	const [latitude = '', longitude = ''] = parts;
	if (parts.length !== 2) return undefined;
	// `6 31 N` has degrees and minutes, and `12/24` may be anything: spaces and slashes separate only decimal numbers.
	const isPair = /[,;|]/.test(plain) || parts.every((part) => /\d[.]\d/.test(part));
	if (!isPair) return undefined;
	return whole(degreesIn(latitude, 'latitude'), degreesIn(longitude, 'longitude'));
}

const HEMISPHERES = { latitude: { plus: 'N', minus: 'S' }, longitude: { plus: 'E', minus: 'W' } };

/** Degrees in one field; NaN for any other value. */
function degreesIn(value: unknown, field: keyof Coordinates): number {
	if (Array.isArray(value) && value.length === 1) return degreesIn(value[0], field);
	if (isJsonRecord(value)) {
		const found = NAMES[field].map((name) => lookUp(value, name)).find((part) => !isAbsent(part));
		return typeof found === 'object' ? NaN : degreesIn(found, field);
	}
	if (typeof value !== 'string') return decimal(value);
	const { plus, minus } = HEMISPHERES[field];
	const written = tidy(value).toUpperCase();
	const hemisphere = [plus, minus].find(
		(letter) => written.startsWith(letter) || written.endsWith(letter),
	);
	if (hemisphere === undefined) return decimal(withoutDegreeSign(written));
	// Minutes would follow the degree sign.
	const number = decimal(withoutDegreeSign(written.replace(hemisphere, '').trim()));
	return hemisphere === minus && number > 0 ? -number : number;
}

const withoutDegreeSign = (text: string) => text.replace(/\s*°$/, '');

const DECIMAL = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:E[+-]?\d+)?$/i;

/** A comma is a decimal comma: degrees have no thousands. */
function decimal(value: unknown): number {
	if (typeof value === 'number') return value;
	if (typeof value !== 'string') return NaN;
	const written = tidy(value);
	return DECIMAL.test(written) ? Number(written.replace(',', '.')) : NaN;
}

/** The text without invisible characters, in ASCII signs and digits. */
function tidy(text: string): string {
	return text
		.normalize('NFKC')
		.replaceAll(/[\p{Cf}\p{Cc}]/gu, ' ')
		.replaceAll(/[\u2010-\u2015\u2212]/g, '-')
		.replaceAll('\u066b', '.')
		.replaceAll(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
		.replaceAll(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
		.trim();
}
