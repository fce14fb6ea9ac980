import type { Figures } from '../figures/figures';
import type { ClockFigures } from '../figures/incidentFigures';
import type { Change, Figure } from '../figures/values';
import type { Formats } from '../text/formats';
import type { Direction } from './changes';
import { changeText, directionOf, directionOfChange, signalText } from './changes';
import { CLOCKS, counted, EXPOSURE } from './names';
import type { Subject } from './subjects';
import { subjectsOf } from './subjects';

/** A number at the top of the report. */
export interface Tile {
	label: string;
	value: string;
	/** How it differs from the comparison. */
	change?: { direction: Direction; text: string; isClear: boolean };
	note: string;
}

/** Written for a number that cannot be computed; its note says why. */
export const UNKNOWN = '\u2013';

/** At most eight, those of incidents first. */
export function tilesOf(figures: Figures, formats: Formats): Tile[] {
	const subjects = subjectsOf(figures);
	const makers: ReadonlyArray<readonly [Subject, () => Tile[]]> = [
		['incidents', () => incidentTiles(figures, formats)],
		['safetyEvents', () => safetyEventTiles(figures, formats)],
		[
			'moderation',
			() => [
				countTile(
					'Trust and safety events',
					figures.moderation.total,
					formats,
					figures.moderation.isIncomplete,
				),
			],
		],
		['visitors', () => visitorTiles(figures, formats)],
		[
			'dangerZones',
			() => [
				{
					label: 'Danger zones',
					value: formats.number(figures.dangerZones.count),
					note: 'as of now',
				},
			],
		],
	];
	const tiles = makers.flatMap(([subject, make]) => (subjects.has(subject) ? make() : []));
	const coaching = coachingTile(figures, formats);
	// Where there is room: a report about more services has eight tiles without it.
	if (coaching !== undefined && tiles.length < MOST_TILES) {
		tiles.splice(tiles.findIndex(({ label }) => label === NOT_REVIEWED) + 1, 0, coaching);
	}
	return tiles.slice(0, MOST_TILES);
}

const MOST_TILES = 8;
const INCOMPLETE = 'incomplete: a read failed';
const NOT_REVIEWED = 'Not reviewed';

function coachingTile({ safetyEvents: { coaching } }: Figures, formats: Formats): Tile | undefined {
	const { coached, needsCoaching, completion } = coaching;
	if (completion.value === null) return undefined;
	return {
		label: 'Coached',
		value: formats.share(completion.value),
		note: `${formats.number(coached)} of ${counted(coached + needsCoaching, 'event', 'events', formats)} to coach`,
	};
}

function incidentTiles({ incidents }: Figures, formats: Formats): Tile[] {
	const { open, responseClock, clocks } = incidents;
	const clock = clocks.find((one) => one.clock === responseClock);
	const overdue = open.overdue === null ? '' : `${formats.number(open.overdue)} overdue`;
	const oldest =
		open.oldestSeconds.value === null ? '' : `oldest ${formats.duration(open.oldestSeconds.value)}`;
	const tiles: Tile[] = [
		countTile('Incidents', incidents.total, formats, incidents.isIncomplete),
		{
			label: 'Open now',
			value: formats.number(open.count),
			note: sentence([
				sentence([overdue, oldest]) ||
					(open.count === 0 ? 'no incident is open' : 'no time of creation'),
				incidents.isIncomplete ? INCOMPLETE : '',
			]),
		},
	];
	if (clock === undefined) return tiles;
	tiles.push(medianTile(clock, formats));
	if (clock.targetMinutes !== null) tiles.push(targetTile(clock, clock.targetMinutes, formats));
	return tiles;
}

function medianTile({ clock, now, before }: ClockFigures, formats: Formats): Tile {
	const { medianSeconds, n } = now;
	const label = `Median ${CLOCKS[clock].toLowerCase()}`;
	if (medianSeconds.value === null) return { label, value: UNKNOWN, note: medianSeconds.reason };
	const earlier = before?.medianSeconds.value;
	const difference =
		earlier === undefined || earlier === null ? undefined : medianSeconds.value - earlier;
	return {
		label,
		value: formats.duration(medianSeconds.value),
		...(difference !== undefined && {
			change: {
				direction: directionOf(Math.round(difference)),
				text: `${formats.duration(earlier ?? 0)} before`,
				isClear: false,
			},
		}),
		note: `of ${counted(n, 'incident', 'incidents', formats)}`,
	};
}

function targetTile({ now, before }: ClockFigures, minutes: number, formats: Formats): Tile {
	const { share, met, missed } = now.withinTarget;
	const label = `Within ${formats.minutes(minutes)}`;
	if (share.value === null) return { label, value: UNKNOWN, note: share.reason };
	const earlier = before?.withinTarget.share.value;
	return {
		label,
		value: formats.share(share.value),
		...(earlier !== undefined &&
			earlier !== null && {
				change: {
					direction: directionOf(Math.round((share.value - earlier) * 100)),
					text: `${formats.share(earlier)} before`,
					isClear: false,
				},
			}),
		note: `${formats.number(met)} of ${counted(met + missed, 'incident', 'incidents', formats)}`,
	};
}

function safetyEventTiles({ safetyEvents }: Figures, formats: Formats): Tile[] {
	const { counted: events, dismissed, rate, review } = safetyEvents;
	const tile = countTile('Safety events', events, formats, safetyEvents.isIncomplete);
	const note =
		dismissed.now > 0 && !safetyEvents.isIncomplete
			? `without ${formats.number(dismissed.now)} dismissed`
			: tile.note;
	const tiles: Tile[] = [{ ...tile, note: sentence([note]) }];
	if (rate.unit !== 'none') tiles.push(rateTile(rate, formats));
	tiles.push({
		label: NOT_REVIEWED,
		value: formats.number(review.notReviewed),
		note: safetyEvents.isIncomplete
			? INCOMPLETE
			: shareNote(review.notReviewedShare, 'of all events', formats),
	});
	return tiles;
}

function rateTile(
	{ per1000, exposure, unit, before }: Figures['safetyEvents']['rate'],
	formats: Formats,
): Tile {
	const label = `Events per 1,000 ${EXPOSURE[unit]}`;
	if (per1000.value === null) return { label, value: UNKNOWN, note: per1000.reason };
	const earlier = before?.per1000.value;
	return {
		label,
		value: formats.number(per1000.value, 2),
		...(earlier !== undefined &&
			earlier !== null && {
				change: {
					direction: directionOf(per1000.value - earlier),
					text: `${formats.number(earlier, 2)} before`,
					isClear: false,
				},
			}),
		note: exposure === null ? '' : `over ${formats.number(exposure)} ${EXPOSURE[unit]}`,
	};
}

function visitorTiles({ visitors }: Figures, formats: Formats): Tile[] {
	return [
		countTile('Visits', visitors.entries, formats, visitors.isIncomplete),
		{ label: 'On site now', value: formats.number(visitors.onSite), note: 'without a check-out' },
	];
}

function countTile(label: string, change: Change, formats: Formats, isIncomplete: boolean): Tile {
	const value = formats.number(change.now);
	if (isIncomplete) return { label, value, note: INCOMPLETE };
	if (change.difference === null || change.before === null) return { label, value, note: '' };
	return {
		label,
		value,
		change: {
			direction: directionOfChange(change),
			text: changeText(change, formats),
			isClear: change.signal === 'up' || change.signal === 'down',
		},
		note: sentence([`${formats.number(change.before, 1)} before`, signalText(change.signal)]),
	};
}

function shareNote(share: Figure, of: string, formats: Formats): string {
	return share.value === null ? share.reason : `${formats.share(share.value)} ${of}`;
}

function sentence(parts: readonly string[]): string {
	return parts.filter((part) => part !== '').join(', ');
}
