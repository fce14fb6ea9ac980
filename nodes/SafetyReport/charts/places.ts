import type { Markup } from '../text/markup';
import { html } from '../text/markup';
import { roundStep } from './scale';
import type { Drawing } from './svg';
import { drawn, line, NARROW, text } from './svg';

export interface MapPlace {
	latitude: number;
	longitude: number;
	count: number;
	/** Printed in the circle: the number of the place in the table. */
	label: string;
}

const METERS_PER_DEGREE = 111_320;
/** A map of one street corner would say nothing: it shows at least this many metres. */
const LEAST_EXTENT = 400;
const PADDING = 34;
const LARGEST_RADIUS = 24;
/** The least that holds a label of two digits. */
const LEAST_RADIUS = 9;
/** Fewer records do not fill the largest circle: a map of single ones is no row of warnings. */
const LEAST_MOST = 9;
/** Near the poles a degree of longitude shrinks to nothing. */
const LEAST_COSINE = 0.02;

/** Places on a plain map: north is up, distances hold near its middle, and the area of a circle is the count. */
export function placeMap(
	name: string,
	places: readonly MapPlace[],
	metres: (value: number) => string,
): Markup {
	return drawn(name, (width) => draw(places, width, metres));
}

function draw(
	places: readonly MapPlace[],
	width: number,
	metres: (value: number) => string,
): Drawing {
	const height = width === NARROW ? 300 : 380;
	const points = flatten(places);
	const extent = boundsOf(points);
	const size = Math.max(
		extent.width,
		extent.height * ((width - 2 * PADDING) / (height - 2 * PADDING)),
		LEAST_EXTENT,
	);
	const unit = (width - 2 * PADDING) / size;
	const x = (east: number) => width / 2 + (east - extent.middleX) * unit;
	const y = (north: number) => height / 2 - (north - extent.middleY) * unit;
	const most = places.reduce((highest, { count }) => Math.max(highest, count), LEAST_MOST);
	const radius = (count: number) =>
		LEAST_RADIUS + (LARGEST_RADIUS - LEAST_RADIUS) * Math.sqrt(Math.max(0, count) / most);
	// Large circles first: a small one on top of them stays visible.
	const order = [...points].sort((a, b) => b.place.count - a.place.count);

	return {
		height,
		shapes: html`<rect class="sea" x="0" y="0" width="${width}" height="${height}" rx="6" />${grid(
				size,
				unit,
				width,
				height,
			)}${order.map(
				({ place, east, north }) =>
					html`<circle
						class="place"
						cx="${x(east)}"
						cy="${y(north)}"
						r="${radius(place.count)}"
					/>`,
			)}${order.map(({ place, east, north }) =>
				text(x(east), y(north) + 4, place.label, { anchor: 'middle', kind: 'onplace' }),
			)}${scaleBar(size, unit, height, metres)}${text(width - 14, 22, 'N ↑', { anchor: 'end' })}`,
	};
}

interface Point {
	place: MapPlace;
	/** Metres. */
	east: number;
	north: number;
}

/** Metres from the equator and from the middle meridian of the places, also where they lie on both sides of 180°. */
function flatten(places: readonly MapPlace[]): Point[] {
	const first = places[0]?.longitude ?? 0;
	const around = (longitude: number) => ((((longitude - first + 180) % 360) + 360) % 360) - 180;
	const latitudes = places.map(({ latitude }) => latitude);
	const middle =
		latitudes.reduce((sum, latitude) => sum + latitude, 0) / Math.max(1, places.length);
	const cosine = Math.max(LEAST_COSINE, Math.cos((middle * Math.PI) / 180));
	return places.map((place) => ({
		place,
		east: around(place.longitude) * METERS_PER_DEGREE * cosine,
		north: place.latitude * METERS_PER_DEGREE,
	}));
}

function boundsOf(points: readonly Point[]) {
	const range = (values: readonly number[]) => {
		const low = values.reduce((a, b) => Math.min(a, b), values[0] ?? 0);
		const high = values.reduce((a, b) => Math.max(a, b), values[0] ?? 0);
		return { middle: (low + high) / 2, width: high - low };
	};
	const [east, north] = [
		range(points.map((point) => point.east)),
		range(points.map((point) => point.north)),
	];
	return { middleX: east.middle, middleY: north.middle, width: east.width, height: north.width };
}

/** Lines at round distances, so that an empty map can be read. */
function grid(size: number, unit: number, width: number, height: number): Markup {
	const step = roundStep(size / 6) * unit;
	const lines = (length: number) =>
		Array.from({ length: Math.floor(length / step) }, (_, index) => (index + 1) * step);
	return html`${lines(width).map((at) => line('grid', at, 0, at, height))}${lines(height).map(
		(at) => line('grid', 0, at, width, at),
	)}`;
}

function scaleBar(
	size: number,
	unit: number,
	height: number,
	metres: (value: number) => string,
): Markup {
	const length = roundStep(size / 6);
	return html`${line('axis scale', 14, height - 14, 14 + length * unit, height - 14)}${text(
		14,
		height - 20,
		metres(length),
	)}`;
}
