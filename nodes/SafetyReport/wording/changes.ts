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

/** The change with its percent where both counts are large enough: "+17 (+68%)". Empty without a comparison. */
export function changeText({ difference, percent }: Change, formats: Formats): string {
	if (difference === null) return '';
	const change = formats.change(difference);
	if (percent.value === null) return change;
	return `${change} (${formats.signedPercent(percent.value)})`;
}

export type Direction = 'down' | 'same' | 'up';

/** Which way the arrow points. */
export function directionOf(difference: number): Direction {
	if (difference === 0) return 'same';
	return difference > 0 ? 'up' : 'down';
}
