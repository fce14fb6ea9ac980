import type { Change, Signal } from '../figures/values';
import type { Formats } from '../text/formats';

/** What a signal says, and what it does not. */
const SIGNALS: Record<Signal, string> = {
	up: 'clear rise',
	down: 'clear fall',
	none: 'within chance',
	unknown: '',
};

/** Whether two counts differ by more than chance explains: "clear rise". Empty without a comparison. */
export function signalText(signal: Signal): string {
	return SIGNALS[signal];
}

/**
 * The change with its percent where both counts are large enough: "+17 (+68%)". Where the spans differ in length, the percent
 * is per day, and a count beside it would contradict it: "−2% per day". Empty without a comparison.
 */
export function changeText(change: Change, formats: Formats): string {
	const { now, before, percent } = change;
	if (before === null) return '';
	const difference = formats.change(now - before);
	if (percent.value === null) return difference;
	const share = formats.signedPercent(percent.value);
	return isPerDay(change) ? `${share} per day` : `${difference} (${share})`;
}

const isPerDay = ({ now, before, difference }: Change) =>
	before !== null && difference !== null && difference !== now - before;

/** Which way a count went: the text of its change says the same. */
export function directionOfChange(change: Change): Direction {
	const { now, before, percent } = change;
	if (before === null) return 'same';
	if (percent.value === null || !isPerDay(change)) return directionOf(now - before);
	return directionOf(Math.round(percent.value));
}

export type Direction = 'down' | 'same' | 'up';

/** Which way the arrow points. */
export function directionOf(difference: number): Direction {
	if (difference === 0) return 'same';
	return difference > 0 ? 'up' : 'down';
}
