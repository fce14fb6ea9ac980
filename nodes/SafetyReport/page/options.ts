import type { Refusal } from '../../core/form/refusal';
import { quoteValue } from '../../core/form/refusal';
import type { SectionName } from './sectionNames';

/** How a report looks. Checked: see accentFrom, localeFrom and logoFrom. */
export interface ReportOptions {
	title: string;
	/** Below the title; '' for none. */
	subtitle: string;
	/** A data URI; '' for none. */
	logo: string;
	/** `#rrggbb`. */
	accent: string;
	/** A BCP 47 tag for numbers and dates. */
	locale: string;
	/** The sections to show, in this order. */
	sections: readonly SectionName[];
}

const COLOUR = /^#?(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;

/** A colour such as `#1f5fa8` or `18c`, as `#rrggbb`. */
export function accentFrom(text: string): string | Refusal {
	const trimmed = text.trim();
	if (!COLOUR.test(trimmed)) {
		return {
			what: `is ${quoteValue(text)}, which is no color the report can use`,
			howToGoOn: 'Enter six hexadecimal digits, such as #1f5fa8.',
		};
	}
	const digits = trimmed.replace('#', '').toLowerCase();
	return `#${digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits}`;
}

/** A language tag that this n8n has the rules of, in its canonical form. */
export function localeFrom(text: string): string | Refusal {
	const howToGoOn = 'Enter a language tag such as en-US, en-GB, de or pt-BR.';
	try {
		const [known] = Intl.NumberFormat.supportedLocalesOf(text.trim().replaceAll('_', '-'));
		return (
			known ?? {
				what: `is ${quoteValue(text)}, a language without rules for numbers in this n8n`,
				howToGoOn,
			}
		);
	} catch {
		return { what: `is ${quoteValue(text)}, which is no language tag`, howToGoOn };
	}
}

/** In bytes. A logo is sent with every report, and Base64 makes it a third larger. */
export const LARGEST_LOGO = 256 * 1024;

/** A browser decides by the content, not by the file's name; and an SVG can hold a script. */
const IMAGES: ReadonlyArray<readonly [type: string, starts: (head: string) => boolean]> = [
	['image/png', (head) => head.startsWith('89504e470d0a1a0a')],
	['image/jpeg', (head) => head.startsWith('ffd8ff')],
	['image/gif', (head) => head.startsWith('474946383761') || head.startsWith('474946383961')],
	['image/webp', (head) => head.startsWith('52494646') && head.slice(16, 24) === '57454250'],
];

/** An image file as a data URI. */
export function logoFrom(file: Buffer): string | Refusal {
	const howToGoOn = 'Use a PNG, JPEG, GIF or WebP file.';
	if (file.length > LARGEST_LOGO) {
		return {
			what: `has ${Math.ceil(file.length / 1024)} KB, and a logo may have ${LARGEST_LOGO / 1024} KB`,
			howToGoOn: 'Make the image smaller; 400 pixels of width are enough.',
		};
	}
	const head = file.subarray(0, 12).toString('hex');
	const [type] = IMAGES.find(([, starts]) => starts(head)) ?? [];
	if (type === undefined) {
		const isSvg = /<svg|<\?xml/i.test(file.subarray(0, 1024).toString('latin1'));
		return {
			what: isSvg
				? 'is an SVG file, which can hold scripts'
				: 'is no image that the report can use',
			howToGoOn,
		};
	}
	return `data:${type};base64,${file.toString('base64')}`;
}
