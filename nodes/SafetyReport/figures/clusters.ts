/** A point in degrees. */
export interface Point {
	latitude: number;
	longitude: number;
}

const METERS_PER_DEGREE = 111_195;
/** Near the poles a degree of longitude has almost no width. */
const LEAST_WIDTH = 0.01;

/** More than a grid of 10 metres has around the earth. */
const MOST_COLUMNS = 2 ** 24;

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const widthAt = (latitude: number) => Math.max(LEAST_WIDTH, Math.cos(radians(latitude)));

/**
 * Groups points so that each lies within the radius of the centre of its group. The densest square of a grid becomes a
 * centre first and takes the points around it, so time grows with the number of points. The same points in the same order
 * give the same groups.
 *
 * @param radius metres, above 0
 */
export function clustersOf<Located extends Point>(
	points: readonly Located[],
	radius: number,
): Located[][] {
	const height = radius / METERS_PER_DEGREE;
	const rowOf = (latitude: number) => Math.floor(latitude / height);
	const columnOf = (row: number, longitude: number) =>
		Math.floor((longitude * widthAt((row + 0.5) * height)) / height);
	const keyOf = (row: number, column: number) => row * MOST_COLUMNS + column;

	const cells = new Map<number, { row: number; points: Located[] }>();
	for (const point of points) {
		const row = rowOf(point.latitude);
		const key = keyOf(row, columnOf(row, point.longitude));
		const cell = cells.get(key);
		if (cell === undefined) cells.set(key, { row, points: [point] });
		else cell.points.push(point);
	}

	const clusters: Located[][] = [];
	for (const [, cell] of [...cells].sort(([, a], [, b]) => b.points.length - a.points.length)) {
		if (cell.points.length === 0) continue;
		const centre = centreOf(cell.points);
		const reach = height / widthAt(centre.latitude);
		const members: Located[] = [];
		for (let row = cell.row - 1; row <= cell.row + 1; row++) {
			const last = columnOf(row, centre.longitude + reach);
			for (let column = columnOf(row, centre.longitude - reach); column <= last; column++) {
				const near = cells.get(keyOf(row, column));
				if (near === undefined) continue;
				const rest: Located[] = [];
				// All points of its own square belong to it, so that every square ends after one turn.
				for (const point of near.points) {
					if (near === cell || isWithin(point, centre, height)) members.push(point);
					else rest.push(point);
				}
				near.points = rest;
			}
		}
		clusters.push(members);
	}
	return clusters;
}

/** The mean of some points. */
export function centreOf(points: readonly Point[]): Point {
	let [latitude, longitude] = [0, 0];
	for (const point of points) {
		latitude += point.latitude;
		longitude += point.longitude;
	}
	const count = Math.max(1, points.length);
	return { latitude: latitude / count, longitude: longitude / count };
}

/** @param height the radius in degrees of latitude */
function isWithin(point: Point, centre: Point, height: number): boolean {
	const north = point.latitude - centre.latitude;
	const east = (point.longitude - centre.longitude) * widthAt(centre.latitude);
	return north * north + east * east <= height * height;
}
