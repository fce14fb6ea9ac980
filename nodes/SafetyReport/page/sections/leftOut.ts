import type { DataQuality, RecordKind } from '../../figures/figures';
import type { Formats } from '../../text/formats';
import { html, outside } from '../../text/markup';
import { shorten } from '../../text/outsideText';
import { CLOCKS, counted, RECORDS } from '../../wording/names';
import type { Section } from '../context';
import { changeCell, figureCell, LONGEST_NAME, name, reasons, table } from '../tables';

/** How many messages, shapes and values the page lists. */
const MOST_ROWS = 8;

/** Drills, with times of their own: they count nowhere else. */
export const drills: Section = ({ figures: { incidents }, formats, subjects, compared }) => {
	const { count, open, clocks } = incidents.drills;
	const seen = count.now + (count.before ?? 0) + open;
	if (!subjects.has('incidents') || seen === 0) return undefined;
	const used = clocks.filter(({ n }) => n > 0);
	return html`<p>
			${counted(count.now, 'drill', 'drills', formats)} in the period, ${formats.number(open)} open
			now.${compared !== undefined && html` Change: ${changeCell(count, formats)}.`} Drills count
			nowhere else in this report.
		</p>
		${used.length > 0 &&
		table(
			'The clocks of the drills',
			[
				{ head: 'Clock', cell: ({ clock }) => CLOCKS[clock] },
				{ head: 'Drills', kind: 'number', cell: ({ n }) => formats.number(n) },
				{
					head: 'Median',
					kind: 'number',
					cell: ({ medianSeconds }) => figureCell(medianSeconds, formats.duration),
				},
			],
			used,
			{ isCaptionHidden: true },
		)}${reasons(used.map(({ medianSeconds }) => medianSeconds))}`;
};

/** What the report counts, what it leaves out, and what it could not read. */
export const dataQuality: Section = ({ figures, formats }) => {
	const { dataQuality: quality } = figures;
	const kinds = (Object.keys(RECORDS) as RecordKind[])
		.map((kind) => ({ kind, ...quality.records[kind] }))
		.filter(
			({ period, comparison, outside: other, withoutTime }) =>
				period + comparison + other + withoutTime > 0,
		);
	return html`${unreadable(quality, formats)}${kinds.length > 0 &&
		table(
			'Records that the report received',
			[
				{ head: 'Records', cell: ({ kind }) => RECORDS[kind] },
				{ head: 'In the period', kind: 'number', cell: ({ period }) => formats.number(period) },
				{
					head: 'In the comparison',
					kind: 'number',
					isExtra: true,
					cell: ({ comparison }) => formats.number(comparison),
				},
				{ head: 'In neither', kind: 'number', cell: ({ outside: other }) => formats.number(other) },
				{
					head: 'Without time',
					kind: 'number',
					cell: ({ withoutTime }) => formats.number(withoutTime),
				},
			],
			kinds,
			{ isCaptionHidden: true },
		)}
		<ul class="plain">
			${facts(quality, formats).map((fact) => html`<li>${fact}</li>`)}
		</ul>`;
};

function unreadable({ unreadable: { count, messages } }: DataQuality, formats: Formats) {
	if (count === 0) return undefined;
	return html`<p>${counted(count, 'read failed', 'reads failed', formats)}:</p>
		<ul class="plain">
			${messages
				.slice(0, MOST_ROWS)
				.map(
					({ service, message, count: times }) =>
						html`<li>
							${service !== '' && html`<b>${outside(shorten(service, 40))}</b>: `}${outside(
								shorten(message, 300),
							)}${times > 1 && ` (${formats.number(times)} times)`}
						</li>`,
				)}
		</ul>`;
}

function facts(quality: DataQuality, formats: Formats) {
	const { items, duplicates, unrecognized, missing, unknownValues, contradictoryTimes } = quality;
	const all = [
		html`${counted(items, 'input item', 'input items', formats)},
		${counted(duplicates, 'repeat', 'repeats', formats)} of a record not counted again.`,
	];
	if (unrecognized.count > 0) {
		const shapes = unrecognized.shapes.slice(0, MOST_ROWS);
		all.push(
			html`${counted(unrecognized.count, 'item is', 'items are', formats)} no record of these nodes,
			with the fields:
			${shapes.map(
				({ fields, count }, index) =>
					html`${index > 0 && '; '}${outside(
						shorten(fields.slice(0, 6).join(', ') || 'none', LONGEST_NAME),
					)}
					(${formats.number(count)})`,
			)}.`,
		);
	}
	for (const { kind, field, count } of missing.slice(0, MOST_ROWS)) {
		all.push(
			html`${RECORDS[kind]}: ${outside(shorten(field, LONGEST_NAME))} is missing in
			${counted(count, 'record', 'records', formats)}.`,
		);
	}
	for (const { kind, field, value, count } of unknownValues.slice(0, MOST_ROWS)) {
		all.push(
			html`${RECORDS[kind]}: ${outside(shorten(field, LONGEST_NAME))} has the undocumented value
			“${name(value)}” in ${counted(count, 'record', 'records', formats)}.`,
		);
	}
	if (contradictoryTimes > 0) {
		all.push(
			html`${counted(contradictoryTimes, 'incident has', 'incidents have', formats)} times that
			contradict each other, such as resolved before created; the clocks leave them out.`,
		);
	}
	return all;
}
