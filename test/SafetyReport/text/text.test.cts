import { formatsFor } from '../../../nodes/SafetyReport/text/formats';
import { html } from '../../../nodes/SafetyReport/text/markup';
import { onOneLine, outsideText, shorten } from '../../../nodes/SafetyReport/text/outsideText';
import { inWords } from '../../../nodes/SafetyReport/text/words';

it.each([
	['location_threat', 'Location threat'],
	['on_scene', 'On scene'],
	['harshBraking', 'Harsh braking'],
	['needsReview', 'Needs review'],
	['crash-detected', 'Crash detected'],
	['NeedsReview', 'Needs review'],
	['HIGH_RISK', 'High risk'],
	['high', 'High'],
	['sos', 'SOS'],
	['user_report', 'User report'],
	['Main gate', 'Main gate'],
	['14 Ahmadu Bello Way', '14 Ahmadu Bello Way'],
	['Ngozi Eze', 'Ngozi Eze'],
	['O’Neill', 'O’Neill'],
	['', ''],
])('writes %j as %j', (code, words) => {
	expect(inWords(code)).toBe(words);
});

it('takes out what changes the order or the meaning of the letters around a text', () => {
	expect(outsideText('a\u202eb\u2067c\u200fd\u0000e\ud800f\ufffe')).toBe('abcde\ufffdf\ufffd');
	expect(outsideText('أحمد')).toBe('أحمد');
	expect(onOneLine(' a\r\n\tb ')).toBe('a b');
});

it('cuts by characters, with an ellipsis', () => {
	expect(shorten('😀'.repeat(10), 4)).toBe('😀😀😀…');
	expect(shorten('four', 4)).toBe('four');
	expect(shorten('and then some', 5)).toBe('and…');
});

it('escapes every value of a template unless it is markup', () => {
	const inner = html`<b>${'<i>'}</b>`;

	expect(html`<p title="${'"&\''}">${inner}${[1.006, 'x']}${undefined}${false}</p>`.markup).toBe(
		'<p title="&quot;&amp;&#39;"><b>&lt;i&gt;</b>1.01x</p>',
	);
	expect(html`<p x="${Number.NaN}" y="${Number.POSITIVE_INFINITY}"></p>`.markup).toBe(
		'<p x="0" y="0"></p>',
	);
});

const british = formatsFor('en-GB', 'Africa/Lagos');

it.each([
	[0, '0s'],
	[59.4, '59s'],
	[59.6, '1m'],
	[402, '6m 42s'],
	[3_120, '52m'],
	[3_599, '1h'],
	[5_460, '1h 31m'],
	[86_399, '1d'],
	[187_200, '2d 4h'],
	[Number.NaN, '–'],
])('writes a duration of %d seconds as %s', (seconds, text) => {
	expect(british.duration(seconds)).toBe(text);
});

it.each([
	[0, '0%'],
	[0.004, 'under 1%'],
	[0.5, '50%'],
	[0.997, 'over 99%'],
	[1, '100%'],
])('writes the share %d as %s', (share, text) => {
	expect(british.share(share)).toBe(text);
});

it.each([
	[3, '+3'],
	[-3, '−3'],
	[0, '±0'],
	[-0.01, '±0'],
])('writes the change %d as %s', (change, text) => {
	expect(british.change(change)).toBe(text);
});

it('writes numbers and dates as the language does', () => {
	const german = formatsFor('de', 'Europe/Berlin');

	expect(german.number(12_345.67, 1)).toBe('12.345,7');
	expect(german.fullDay('2026-11-23')).toBe('23. November 2026');
	expect(german.instant('2026-11-23T06:00:00Z')).toContain('07:00');
	expect(british.distance(1_500)).toBe('1.5 km');
	expect(british.dayName(1, 'long')).toBe('Monday');
});
