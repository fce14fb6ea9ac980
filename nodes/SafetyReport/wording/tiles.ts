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
		['moderation', () => moderationTiles(figures, formats, subjects.size === 1)],
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
	return {
		label,
		value: formats.duration(medianSeconds.value),
		...changeSince(before?.medianSeconds, medianSeconds.value, formats.duration),
		note: `of ${counted(n, 'incident', 'incidents', formats)}`,
	};
}

function targetTile({ now, before }: ClockFigures, minutes: number, formats: Formats): Tile {
	const { share, met, missed } = now.withinTarget;
	const label = `Within ${formats.minutes(minutes)}`;
	if (share.value === null) return { label, value: UNKNOWN, note: share.reason };
	return {
		label,
		value: formats.share(share.value),
		...changeSince(before?.withinTarget.share, share.value, formats.share),
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
	const write = (value: number) => formats.number(value, 2);
	return {
		label,
		value: write(per1000.value),
		...changeSince(before?.per1000, per1000.value, write),
		note: exposure === null ? '' : `over ${formats.number(exposure)} ${EXPOSURE[unit]}`,
	};
}

/** The earlier number beside the one of now. Two that read the same are the same. */
function changeSince(
	earlier: Figure | undefined,
	now: number,
	write: (value: number) => string,
): Pick<Tile, 'change'> {
	if (earlier === undefined || earlier.value === null) return {};
	const text = write(earlier.value);
	const direction = text === write(now) ? 'same' : directionOf(now - earlier.value);
	return { change: { direction, text: `${text} before`, isClear: false } };
}

function moderationTiles({ moderation }: Figures, formats: Formats, isAlone: boolean): Tile[] {
	const { total, decisions, reports, appeals, isIncomplete } = moderation;
	const tileOf = (label: string, change: Change) => countTile(label, change, formats, isIncomplete);
	const tile = tileOf('Trust and safety events', total);
	if (!isAlone) return [tile];
	return [
		tile,
		tileOf('Decisions', decisions),
		tileOf('User reports', reports),
		tileOf('Appeals', appeals),
	];
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
