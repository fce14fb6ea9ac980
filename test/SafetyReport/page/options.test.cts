import {
	accentFrom,
	LARGEST_LOGO,
	localeFrom,
	logoFrom,
} from '../../../nodes/SafetyReport/page/options';

it.each([
	['#1f5fa8', '#1f5fa8'],
	['1F5FA8', '#1f5fa8'],
	[' #18c ', '#1188cc'],
])('takes the color %j', (text, color) => {
	expect(accentFrom(text)).toBe(color);
});

it.each(['', 'blue', '#12345', '#1f5fa8;}body{display:none', 'rgb(1,2,3)', '#1f5fa8ff'])(
	'refuses the color %j',
	(text) => {
		expect(accentFrom(text)).toMatchObject({ howToGoOn: expect.stringContaining('#1f5fa8') });
	},
);

it.each([
	['en-US', 'en-US'],
	['pt_BR', 'pt-BR'],
	['DE', 'de'],
	['zh-hant-tw', 'zh-Hant-TW'],
])('takes the language %j', (text, locale) => {
	expect(localeFrom(text)).toBe(locale);
});

it.each(['', 'english', 'x', '<script>', 'xx-klingon-9'])('refuses the language %j', (text) => {
	expect(localeFrom(text)).toMatchObject({ howToGoOn: expect.stringContaining('en-US') });
});

const file = (hex: string) => Buffer.from(hex.padEnd(64, '0'), 'hex');

it.each([
	['image/png', '89504e470d0a1a0a'],
	['image/jpeg', 'ffd8ffe0'],
	['image/gif', '474946383961'],
	['image/webp', '524946460000000057454250'],
])('takes a logo of type %s', (type, start) => {
	expect(logoFrom(file(start))).toMatch(`data:${type};base64,`);
});

it.each([
	['an SVG', Buffer.from('<svg onload="alert(1)"/>'), 'is an SVG file'],
	['a PDF', Buffer.from('%PDF-1.7'), 'is no image'],
	['an empty file', Buffer.alloc(0), 'is no image'],
	['a RIFF that is no WebP', file('52494646000000004156492000'), 'is no image'],
	[
		'a large file',
		Buffer.concat([file('89504e470d0a1a0a'), Buffer.alloc(LARGEST_LOGO)]),
		'has 257 KB',
	],
])('refuses %s as a logo', (_, content, what) => {
	expect(logoFrom(content)).toMatchObject({ what: expect.stringContaining(what) });
});
