/** A point in degrees. */
export interface Point {
	latitude: number;
	longitude: number;
}

export interface AtPlace {
	place: Point;
}

const METERS_PER_DEGREE = 111_195;
/** Near the poles a degree of longitude has almost no width. */
const LEAST_WIDTH = 0.01;

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const widthAt = (latitude: number) => Math.max(LEAST_WIDTH, Math.cos(radians(latitude)));

/** A square of the grid. Those in it are a chain of indexes: a list for each square would take longer than all the rest. */
interface Square {
	row: number;
	/** Index of the first that is in no group yet, else NONE. */
	first: number;
	count: number;
}

const NONE = -1;

interface Row {
	/** Squares in a degree of longitude. */
	perDegree: number;
	/** By column. */
	squares: Map<number, Square>;
}

/**
 * Groups what has a place so that each lies within the radius of the centre of its group. The densest square of a grid
 * becomes a centre first and takes the points around it, so time grows with the number of points. The same points in the
 * same order give the same groups.
 *
 * @param radius metres, above 0
 */
export function clustersOf<Item extends AtPlace>(items: readonly Item[], radius: number): Item[][] {
	const height = radius / METERS_PER_DEGREE;
	const rows = new Map<number, Row>();
	const squares: Square[] = [];
	/** The next in the same square. */
	const next = new Int32Array(items.length);
	items.forEach(({ place: { latitude, longitude } }, index) => {
		const at = Math.floor(latitude / height);
		let row = rows.get(at);
		if (row === undefined) {
			row = { perDegree: widthAt((at + 0.5) * height) / height, squares: new Map() };
			rows.set(at, row);
		}
		const column = Math.floor(longitude * row.perDegree);
		let square = row.squares.get(column);
		if (square === undefined) {
			square = { row: at, first: NONE, count: 0 };
			row.squares.set(column, square);
			squares.push(square);
		}
		next[index] = square.first;
		square.first = index;
		square.count++;
	});

	/** Moves those of a square that a test takes into a group. */
	const move = (square: Square, group: Item[], isTaken: (place: Point) => boolean) => {
		let index = square.first;
		square.first = NONE;
		while (index !== NONE) {
			const item = items[index];
			const following = next[index] ?? NONE;
			if (item !== undefined && isTaken(item.place)) group.push(item);
			else {
				next[index] = square.first;
				square.first = index;
			}
			index = following;
		}
	};

	const groups: Item[][] = [];
	const group: Item[] = [];
	for (const square of squares.sort((a, b) => b.count - a.count)) {
		if (square.first === NONE) continue;
		group.length = 0;
		// All of its own square belong to it, so that every square ends after one turn.
		move(square, group, () => true);
		const centre = centreOf(group);
		const reach = height / widthAt(centre.latitude);
		const isNear = (place: Point) => isWithin(place, centre, height);
		for (let at = square.row - 1; at <= square.row + 1; at++) {
			const row = rows.get(at);
			if (row === undefined) continue;
			const last = Math.floor((centre.longitude + reach) * row.perDegree);
			let column = Math.floor((centre.longitude - reach) * row.perDegree);
			for (; column <= last; column++) {
				const near = row.squares.get(column);
				if (near !== undefined) move(near, group, isNear);
			}
		}
		// A copy has no room for more, which would take ten times the memory of a group of one.
		groups.push(group.slice());
	}
	return groups;
}

/** The mean of some places. */
export function centreOf(items: readonly AtPlace[]): Point {
	let [latitude, longitude] = [0, 0];
	for (const { place } of items) {
		latitude += place.latitude;
		longitude += place.longitude;
	}
	const count = Math.max(1, items.length);
	return { latitude: latitude / count, longitude: longitude / count };
}

/** @param height the radius in degrees of latitude */
function isWithin(point: Point, centre: Point, height: number): boolean {
	const north = point.latitude - centre.latitude;
	const east = (point.longitude - centre.longitude) * widthAt(centre.latitude);
	return north * north + east * east <= height * height;
}
