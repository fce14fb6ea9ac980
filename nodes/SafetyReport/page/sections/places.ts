import { placeMap } from '../../charts/places';
import type { Place } from '../../figures/figures';
import type { Formats } from '../../text/formats';
import { html, outside } from '../../text/markup';
import { shorten } from '../../text/outsideText';
import { counted } from '../../wording/names';
import { UNKNOWN } from '../../wording/tiles';
import type { Section } from '../context';
import type { Column } from '../tables';
import { dataBehind, LONGEST_NAME, table } from '../tables';

/** How many places the table lists, and how many circles the map has. */
const MOST_ROWS = 10;
const MOST_CIRCLES = 60;

/** Where records repeat: a map, and its places as a table. */
export const places: Section = ({ figures, formats, compared }) => {
	const { list, radius, located, withoutPlace, repeatPlaces, leftOut } = figures.places;
	const rows = list.slice(0, MOST_ROWS).map((place, index) => ({ ...place, rank: index + 1 }));
	if (rows.length === 0) return undefined;
	const columns: Array<Column<Place & { rank: number }>> = [
		{
			head: 'Place',
			cell: (place) =>
				html`<span class="rank">${formats.number(place.rank)}</span> ${outside(
						placeName(place, formats),
					)}`,
		},
		{ head: 'Records', kind: 'number', cell: ({ count }) => formats.number(count) },
		{
			head: 'Incidents',
			kind: 'number',
			isExtra: true,
			cell: ({ incidents }) => formats.number(incidents),
		},
		{
			head: 'Safety events',
			kind: 'number',
			isExtra: true,
			cell: ({ safetyEvents }) => formats.number(safetyEvents),
		},
	];
	if (compared !== undefined) {
		columns.push({
			head: compared,
			kind: 'number',
			cell: ({ before }) => (before === null ? UNKNOWN : formats.number(before, 1)),
		});
	}
	const circles = list.slice(0, MOST_CIRCLES);
	const listed = table('Places with most records', columns, rows, { isCaptionHidden: true });
	const more = leftOut + list.length - rows.length;
	return html`<figure>
			<figcaption>
				${repeatPlaces === 0
					? 'No place has'
					: counted(repeatPlaces, 'place has', 'places have', formats)}
				two or more records within ${formats.distance(radius)}
			</figcaption>
			${placeMap(
				'Map of the places with records. The table below lists the places with most records.',
				circles.map(({ latitude, longitude, count }, index) => ({
					latitude,
					longitude,
					count,
					label: index < MOST_ROWS ? formats.number(index + 1) : '',
				})),
				formats.distance,
			)}
		</figure>
		${repeatPlaces === 0 ? dataBehind(listed) : listed}
		<ul class="notes">
			<li>
				${counted(located, 'record has', 'records have', formats)} a place,
				${formats.number(withoutPlace)} ${withoutPlace === 1 ? 'has' : 'have'} none
			</li>
			${more > 0 &&
			html`<li>
				${counted(more, 'further place', 'further places', formats)}${list.length > rows.length &&
				', some of them as circles without a number'}
			</li>`}
		</ul>`;
};

export function placeName({ address, latitude, longitude }: Place, formats: Formats): string {
	if (address.trim() !== '') return shorten(address, LONGEST_NAME);
	return `${formats.number(latitude, 4)}, ${formats.number(longitude, 4)}`;
}
