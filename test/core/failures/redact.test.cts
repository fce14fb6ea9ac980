import { redact } from '../../../nodes/core/failures/redact.ts';

it.each<[string, string, Array<string | RegExp>]>([
	['the key abc is wrong', 'the key [hidden] is wrong', ['abc']],
	['sk_live_12…89 is wrong', '[hidden]…89 is wrong', [/sk_\w+/g]],
	// A token that is not among the secrets, as after a renewal.
	['Refused: Bearer eyJh.b-c_d~e/f+g==', 'Refused: Bearer [hidden]', []],
	['{"authorization":"bearer  t0ken"}', '{"authorization":"bearer  [hidden]"}', []],
	['nothing to hide', 'nothing to hide', ['', ' ']],
	['the key abc is wrong', 'the key [hidden] is wrong', [' abc\n']],
	['', '', ['abc']],
	['abc and abc', '[hidden] and [hidden]', ['abc', 'abc']],
	['a b c is no key', 'a b c is no key', ['abc']],
	['a 01234567 b', 'a [hidden] b', ['01234567']],
	['a 0 1 2 3 4 5 6 7 b', 'a [hidden] b', ['01234567']],
	['a 0123=\n4567 b', 'a [hidden] b', ['01234567']],
	['the key abcabc is wrong', 'the key [hidden][hidden] is wrong', ['abc']],
	// The = may be the key's or that of a soft line break.
	['a 01234567=\r\n89abcde b', 'a [hidden] b', ['0123456789abcde']],
	['a 01234567=\r\n89abcde b', 'a [hidden] b', ['01234567=89abcde']],
	// Characters that become two in capitals, or in lower case.
	['Straße 7: 01234567!', 'Straße 7: [hidden]!', ['01234567']],
	['İstek İptal: 01234567!', 'İstek İptal: [hidden]!', ['01234567']],
	['İstek İptal: 0 1 2 3 4 5 6 7!', 'İstek İptal: [hidden]!', ['01234567']],
	['anahtar İSTANBUL34', 'anahtar [hidden]', ['İstanbul34']],
])('%s', (text, clean, secrets) => {
	expect(redact(text, secrets)).toBe(clean);
});

it.each(['abcd=efgh', 'abcd:efgh', 'abcd\\efgh', 'ab cd efgh'])(
	'the key %s is hidden when it is spread',
	(key) => {
		expect(redact(`a <${[...key].join(' ')}> b`, [key])).toBe('a <[hidden]> b');
	},
);

it('of two keys that begin alike, a part of each is hidden', () => {
	const keys = ['sk_live_0123456789ab', 'sk_live_QRSTUVWXYZab'];
	expect(redact('sk_live_012…, sk_live_QRS…', keys)).toBe('[hidden]…, [hidden]…');
});

it.each(
	Object.entries({
		...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", LT: '<' },
		...{ sol: '/', plus: '+', equals: '=', lowbar: '_', period: '.', colon: ':' },
	}),
)('a key with &%s; for %s is hidden', (name, character) => {
	expect(redact(`a <0123&${name};567> b`, [`0123${character}567`])).toBe('a <[hidden]> b');
});

const KEY = 'sk_sandbox_Q7w+Zx/9Lm2Kp0aB&3Rt"5Yu=';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64Url = (text: string) => Buffer.from(text).toString('base64url');
const each = (text: string, form: (code: number) => string) =>
	[...text].map((character) => form(character.charCodeAt(0))).join('');
const hex = (code: number) => code.toString(16).padStart(2, '0');

const percent = (code: number) => `%${hex(code)}`;

const forms: Array<[string, string]> = [
	['as it is', KEY],
	['in capitals', KEY.toUpperCase()],
	['in small letters', KEY.toLowerCase()],
	['backwards', [...KEY].reverse().join('')],
	['hex', Buffer.from(KEY).toString('hex')],
	['hex in capitals', Buffer.from(KEY).toString('hex').toUpperCase()],
	['base64', base64(KEY)],
	['base64 for addresses', base64Url(KEY)],
	['URL-encoded', encodeURIComponent(KEY)],
	['URL-encoded twice', encodeURIComponent(encodeURIComponent(KEY))],
	['URL-encoded, each character', each(KEY, percent)],
	[
		'URL-encoded four times',
		[1, 2, 3].reduce((text) => encodeURIComponent(text), each(KEY, percent)),
	],
	['URL-encoded base64', encodeURIComponent(base64(KEY))],
	['HTML-escaped', KEY.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
	['HTML-escaped, decimal', each(KEY, (code) => `&#${code};`)],
	['HTML-escaped, decimal without semicolons', each(KEY, (code) => `&#${code}`)],
	['HTML-escaped, hexadecimal without semicolons', each(KEY, (code) => `&#x${hex(code)}`)],
	['HTML-escaped, hexadecimal', each(KEY, (code) => `&#x${hex(code)};`)],
	['HTML-escaped, with noughts', each(KEY, (code) => `&#x00${hex(code).toUpperCase()};`)],
	['JSON-escaped', JSON.stringify(KEY)],
	['JSON-escaped, each character', each(KEY, (code) => `\\u00${hex(code)}`)],
	['JSON in JSON', JSON.stringify(JSON.stringify({ key: KEY }))],
	['JSON-escaped twice', JSON.stringify(each(KEY, (code) => `\\u00${hex(code)}`))],
	['escaped as in JavaScript', each(KEY, (code) => `\\x${hex(code)}`)],
	['escaped slashes', KEY.replaceAll('/', '\\/')],
	['hex with colons', each(KEY, (code) => `${hex(code)}:`)],
	['hex with blanks', each(KEY, (code) => `${hex(code)} `)],
	['with blanks', [...KEY].join(' ')],
	['over two lines', `${KEY.slice(0, 7)}\r\n ${KEY.slice(7)}`],
	['over lines of quoted-printable', `${KEY.slice(0, 5)}=\r\n${KEY.slice(5)}`],
	['base64 in lines', base64(KEY).replaceAll(/.{6}/g, '$&\n')],
	['escaped as in Markdown', KEY.replaceAll(/[_*&]/g, '\\$&')],
	['its first 8 characters', KEY.slice(0, 8)],
	['its first 20 characters', KEY.slice(0, 20)],
	['all but the last', KEY.slice(0, -1)],
	['its last 8 characters', KEY.slice(-8)],
	['its last 21 characters', KEY.slice(-21)],
	['all but the first', KEY.slice(1)],
	['its middle', KEY.slice(5, 25)],
	['its beginning in capitals', KEY.slice(0, 12).toUpperCase()],
	['half of its hex', Buffer.from(KEY).toString('hex').slice(0, 30)],
	['half of its base64', base64(KEY).slice(0, 20)],
];

it.each(forms)('a key %s is hidden', (_how, form) => {
	const clean = redact(`Refused: <${form}>, said the gateway`, [KEY]);

	expect(clean).toMatch(/^Refused: <[^]*, said the gateway$/);
	expect(clean).toContain('[hidden]');
	// No five characters of it are left together.
	const left = clean
		.slice('Refused: <'.length, -', said the gateway'.length)
		.replaceAll('[hidden]', ' ');
	expect(left).not.toMatch(/[\w+/]{5}/);
});

// What is left is what stood around the key, and the bits that the two share.
it.each([
	['of a header', base64(`Bearer ${KEY}`), 'QmVhcmVyIH[hidden]Q=='],
	['of Basic', base64(`client:${KEY}`), 'Y2xpZW50On[hidden]Q=='],
	['of another Basic', base64(`client1:${KEY}`), 'Y2xpZW50MTp[hidden]0='],
	['of a third Basic', base64(`client12:${KEY}`), 'Y2xpZW50MTI6[hidden]'],
	['in the middle', base64(`{"token":"${KEY}","more":1}`), 'eyJ0b2tlbiI6In[hidden]SIsIm1vcmUiOjF9'],
	['for addresses', base64Url(`{"token":"${KEY}"}`), 'eyJ0b2tlbiI6In[hidden]SJ9'],
])('a key in base64 %s is hidden', (_where, text, clean) => {
	expect(redact(text, [KEY])).toBe(clean);
});

it('a key with + and / in its base64 is hidden in an address', () => {
	const key = 'abc>>>???abc';
	expect(redact(`a ${base64Url(key)} b`, [key])).toBe('a [hidden] b');
});

it.each([
	['the first 8 characters at the beginning', `${KEY.slice(0, 8)}…`, '[hidden]…'],
	['the last 8 characters at the end', `…${KEY.slice(-8)}`, '…[hidden]'],
	['16 characters of the middle', `…${KEY.slice(9, 25)}…`, '…[hidden]…'],
	['no 15 characters of the middle', `…${KEY.slice(9, 24)}…`, `…${KEY.slice(9, 24)}…`],
	['an escaped key at the end', `key=${each(KEY, percent)}`, 'key=[hidden]'],
])('hides %s', (_what, text, clean) => {
	expect(redact(text, [KEY])).toBe(clean);
});

it('the rest of the text stays unchanged', () => {
	const text = `a%20b &amp; \\u0041 ${encodeURIComponent(KEY)} c%20d`;
	expect(redact(text, [KEY])).toBe('a%20b &amp; \\u0041 [hidden] c%20d');
});

it.each([
	'the event 0.user_id: is empty',
	'Incident is already cancelled',
	'sk_sand is no key',
	'sk: sand: box',
	'a-ordinary-base64 aGVsbG8gd29ybGQ=',
])('%s: nothing is hidden', (text) => {
	expect(redact(text, [KEY])).toBe(text);
});

it('a pattern finds a key in escaped text, too', () => {
	const other = each('sety_live_0123456789', percent);
	expect(redact(`no ${other}!`, [/sety_(?:live|test)_\w+/g])).toBe('no [hidden]!');
});

it('a token after an escaped blank is hidden', () => {
	expect(redact('Bearer%20t0ken&x=1', [])).toBe('Bearer%20[hidden]&x=1');
});
