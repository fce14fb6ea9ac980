import { SHADES } from '../charts/hourGrid';

/** WCAG 2.2, 1.4.3 level AA, for text of any size. */
export const AA = 4.5;

/** The colours that all others follow from; each scheme has its own. */
export interface Palette {
	paper: string;
	/** Tiles and bands. */
	surface: string;
	ink: string;
	muted: string;
	hairline: string;
	/** The comparison, in charts. */
	before: string;
	warn: string;
	warnSurface: string;
}

export const LIGHT: Palette = {
	paper: '#ffffff',
	surface: '#f5f6f8',
	ink: '#171c22',
	muted: '#555e6a',
	hairline: '#dde1e6',
	before: '#7b8490',
	warn: '#8f3a00',
	warnSurface: '#fdf1e4',
};

export const DARK: Palette = {
	paper: '#14171b',
	surface: '#1d2127',
	ink: '#e9ecf0',
	muted: '#a6aeb9',
	hairline: '#343a43',
	before: '#868f9b',
	warn: '#ffb67a',
	warnSurface: '#2d2116',
};

type Rgb = readonly [red: number, green: number, blue: number];

export const DEFAULT_ACCENT = '#1f5fa8';

/** The accent in a scheme, moved towards the ink until text in it is readable on paper and on a surface. */
export function readableAccent(accent: string, palette: Palette): string {
	for (let part = 0; part <= 1; part += 0.04) {
		const candidate = mix(accent, palette.ink, part);
		if (contrast(candidate, palette.paper) >= AA && contrast(candidate, palette.surface) >= AA) {
			return candidate;
		}
	}
	return palette.ink;
}

/** The backgrounds of the hour × weekday grid, from none to most, each with the colour of the number on it. */
export function shadesOf(accent: string, palette: Palette): Array<{ back: string; text: string }> {
	return Array.from({ length: SHADES + 1 }, (_, shade) => {
		const back = shade === 0 ? palette.surface : mix(palette.paper, accent, shade / SHADES);
		return {
			back,
			text: contrast(back, '#ffffff') > contrast(back, '#000000') ? '#ffffff' : '#000000',
		};
	});
}

/** From 1 for the same colour to 21 for black on white, as WCAG computes it. */
export function contrast(one: string, other: string): number {
	const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
		number,
		number,
	];
	return (light + 0.05) / (dark + 0.05);
}

export function mix(from: string, to: string, part: number): string {
	const [a, b] = [rgb(from), rgb(to)];
	return `#${a.map((value, index) => hex(value + ((b[index] ?? value) - value) * part)).join('')}`;
}

function hex(value: number): string {
	return Math.round(Math.min(255, Math.max(0, value)))
		.toString(16)
		.padStart(2, '0');
}

function rgb(colour: string): Rgb {
	const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
	return [part(1), part(3), part(5)];
}

function luminance(colour: string): number {
	const [red, green, blue] = rgb(colour).map((value) => {
		const share = value / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	}) as [number, number, number];
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
