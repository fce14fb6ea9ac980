/** How numbers, durations and dates are written in one language and time zone. All take finite numbers. */
export interface Formats {
	/** A count or another number, with at most `decimals` digits after the point. */
	number(value: number, decimals?: number): string;
	/** A part of one, as percent without decimals: never 0 % for some, never 100 % for not all. */
	share(part: number): string;
	/** A change with its sign: +3, −3, ±0. */
	change(value: number): string;
	/** A percent with its sign: +68%. */
	signedPercent(value: number): string;
	/** A duration in its two largest units: "4m 30s". */
	duration(seconds: number): string;
	/** Minutes in full: "8 minutes". */
	minutes(value: number): string;
	/** Metres, from a kilometre on in kilometres. */
	distance(metres: number): string;
	/** A day such as `2026-11-23`: "23 Nov". */
	day(date: string): string;
	/** The same with its weekday: "Mon 23". */
	weekday(date: string): string;
	/** Its month: "Nov 2026". */
	month(date: string): string;
	/** The same with its year. */
	fullDay(date: string): string;
	/** An instant in the time zone of the report, with the minute. */
	instant(time: string): string;
	/** A weekday by number, Monday is 1: "Mon". */
	dayName(weekday: number, style?: 'short' | 'long'): string;
}

const MINUS = '\u2212';
const DASH = '\u2013';
const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const UNITS = [
	['day', DAY],
	['hour', HOUR],
	['minute', MINUTE],
	['second', 1],
] as const;

/** How exactly a duration below a limit is written: seconds say nothing beside half an hour, nor minutes beside days. */
const PRECISIONS = [
	[10 * MINUTE, 1],
	[DAY, MINUTE],
] as const;

export function formatsFor(locale: string, timeZone: string): Formats {
	const numbers = new Map<number, Intl.NumberFormat>();
	const dates = new Map<string, Intl.DateTimeFormat>();
	const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
	const units = new Map(
		UNITS.map(([unit]) => [
			unit,
			new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }),
		]),
	);

	const signed = (text: string, value: number) => {
		if (value === 0) return `±${text}`;
		return value > 0 ? `+${text}` : text;
	};

	const minutes = new Intl.NumberFormat(locale, {
		style: 'unit',
		unit: 'minute',
		unitDisplay: 'long',
	});
	const distance = (unit: 'kilometer' | 'meter') =>
		new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 });
	const [meters, kilometers] = [distance('meter'), distance('kilometer')];

	const number = (value: number, decimals = 0) => {
		if (!Number.isFinite(value)) return DASH;
		const format =
			numbers.get(decimals) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: decimals });
		numbers.set(decimals, format);
		// −0, which a rounded small loss is, would be written with its sign.
		const rounded = Number(value.toFixed(decimals));
		return format.format(rounded === 0 ? 0 : rounded).replace('-', MINUS);
	};

	const date = (time: string, options: Intl.DateTimeFormatOptions) => {
		const instant = new Date(time);
		if (Number.isNaN(instant.getTime())) return DASH;
		const key = JSON.stringify(options);
		const format = dates.get(key) ?? new Intl.DateTimeFormat(locale, options);
		dates.set(key, format);
		return format.format(instant);
	};
	// A day has no time zone: it is read and written in the same one.
	const day = (text: string, options: Intl.DateTimeFormatOptions) =>
		date(`${text.slice(0, 10)}T00:00:00Z`, { ...options, timeZone: 'UTC' });

	const share = (part: number) => {
		if (!Number.isFinite(part)) return DASH;
		if (part > 0 && part < 0.01) return `under ${percent.format(0.01)}`;
		if (part < 1 && part > 0.99) return `over ${percent.format(0.99)}`;
		return percent.format(part);
	};

	const duration = (seconds: number) => {
		if (!Number.isFinite(seconds)) return DASH;
		const whole = Math.max(0, Math.round(seconds));
		const precision = PRECISIONS.find(([below]) => whole < below)?.[1] ?? HOUR;
		// Rounded first: 59 minutes and 59 seconds are an hour, not 60 minutes.
		const rounded = Math.round(whole / precision) * precision;
		const first = UNITS.findIndex(([, size]) => rounded >= size);
		const [unit, size] = UNITS[first] ?? UNITS[3];
		const [smaller, smallerSize] = UNITS[first + 1] ?? [];
		const large = inUnit(Math.floor(rounded / size), unit);
		if (smaller === undefined || rounded % size === 0) return large;
		return `${large} ${inUnit((rounded % size) / smallerSize, smaller)}`;
	};
	const inUnit = (value: number, unit: (typeof UNITS)[number][0]) =>
		units.get(unit)?.format(value) ?? number(value);

	return {
		number,
		share,
		change: (value) => {
			const rounded = Math.round(value * 10) / 10 || 0;
			return signed(number(rounded, 1), rounded);
		},
		signedPercent: (value) => {
			const rounded = Math.round(value) || 0; // No minus before a zero.
			return signed(percent.format(rounded / 100).replace('-', MINUS), rounded);
		},
		duration,
		minutes: (value) => minutes.format(value),
		distance: (metres) =>
			metres < 1_000 ? meters.format(metres) : kilometers.format(metres / 1_000),
		day: (text) => day(text, { day: 'numeric', month: 'short' }),
		weekday: (text) => day(text, { weekday: 'short', day: 'numeric' }),
		month: (text) => day(text, { month: 'short', year: 'numeric' }),
		fullDay: (text) => day(text, { day: 'numeric', month: 'long', year: 'numeric' }),
		instant: (time) =>
			date(time, {
				year: 'numeric',
				month: 'short',
				day: 'numeric',
				hour: '2-digit',
				minute: '2-digit',
				timeZone,
			}),
		dayName: (weekday, style = 'short') =>
			// 1 January 2024 was a Monday.
			day(`2024-01-0${weekday}`, { weekday: style }),
	};
}
