import {
	fillPath,
	pathReadings,
	readBaseUrl,
	requireHttps,
	requireHttpsOf,
} from '../../../nodes/core/http/address.ts';

const refusal = (message: string, howToGoOn: string) =>
	expect.objectContaining({ message, howToGoOn }) as Error;

const plain = (url: string) => readBaseUrl(url, 'Sety', 'Write it as in https://x.example.');

it.each([
	['https://intel-api.sety.io/v1/external', 'https://intel-api.sety.io/v1/external'],
	[' https://api.example.com// ', 'https://api.example.com'],
	['\ufeffhttps://api.example.com/\u200b\u00a0', 'https://api.example.com'],
	['https://xn--mnchen-3ya.example/v1', 'https://xn--mnchen-3ya.example/v1'],
	['HTTPS://API.example.com', 'HTTPS://API.example.com'],
	['http://127.0.0.1:4010/sety', 'http://127.0.0.1:4010/sety'],
	['http://[::1]:4010', 'http://[::1]:4010'],
	['https://api.example.com/a.b/c..d/.e', 'https://api.example.com/a.b/c..d/.e'],
])('%j is a plain address', (written, url) => {
	expect(plain(written)).toBe(url);
});

it.each([
	...[
		'',
		'api.example.com',
		'ftp://x.example',
		'https://',
		'https:///a',
		'https:x.example',
		'//x.example',
	],
	...[
		'https://user@x.example',
		'https://user:pass@x.example',
		'https://@x.example',
		'https://:@x.example',
	],
	...[
		'https://x.example?a=b',
		'https://x.example/v1?',
		'https://x.example#a',
		'https://x.example/#',
	],
	...[
		'https://x.example/v1/..',
		'https://x.example/../v1',
		'https://x.example/a/./b',
		'https://x.example/.',
		'https://x.example/..;/v1',
		'https://x.example/..;a=b',
		'https://x.example/\uff0e\uff0e/v1',
		'https://x.example/\u2025/v1',
	],
	...[
		'https://x.example/%2e%2e/v1',
		'https://x.example/.%2E/v1',
		'https://x.example/%2e',
		'https://x.example/%252e%252e/v1',
	],
	...[
		'https://x.example/a%2fb',
		'https://x.example/a%5Cb',
		'https://x.example/a\\b',
		'https:\\\\x.example',
	],
	...[
		'https://x.example/a b',
		'https://x.example/a\tb',
		'https://x.example/a\nb',
		'https://x.exa mple',
	],
	...[
		'https://x.example/a\u0000b',
		'https://x.example/a\u0007',
		'https://x.example/a%00b',
		'https://x.example/a%0d%0ab',
	],
	...[
		'https://x.example/a\u200bb',
		'https://x.example/a\ufeffb',
		'https://x.example/a\u202eb',
		'https://x.example/a\u00a0b',
	],
	...['https://x.example/%3Fa', 'https://x.example/%23a', 'https://x.example:99999', 'https://[x]'],
])('%j is not a plain address', (written) => {
	expect(() => plain(written)).toThrow(
		'Base URL of the Sety credential is not a plain web address',
	);
});

it.each([
	...['https://x.example', 'http://localhost', 'http://LOCALHOST:4010', 'http://a.localhost:4010'],
	...[
		'http://127.0.0.1:4010',
		'http://127.1',
		'http://127.255.0.9',
		'http://[::1]:1',
		'http://[0:0:0:0:0:0:0:1]',
	],
	...['http://[::ffff:127.0.0.1]/', 'http://localhost./'],
])('%s: a key may go there', (url) => {
	expect(() => requireHttps(url, 'Samsara', 'the API Token')).not.toThrow();
});

it.each([
	...[
		'http://x.example',
		'http://localhost.example',
		'http://127.0.0.1.example',
		'http://10.0.0.7',
	],
	...[
		'http://0.0.0.0',
		'http://[::2]',
		'http://sandbox:4010',
		'http://128.0.0.1',
		'http://notlocalhost',
	],
])('%s: refused, because others could read a key', (url) => {
	expect(() => requireHttps(url, 'Samsara', 'the API Token')).toThrow(
		'Base URL of the Samsara credential starts with http, so the API Token would travel unencrypted',
	);
});

it.each([
	['inc_1', '/incidents/inc_1/cancel'],
	['a/b', '/incidents/a%2Fb/cancel'],
	['..%2f', '/incidents/..%252f/cancel'],
	['...', '/incidents/.../cancel'],
	['é😀', '/incidents/%C3%A9%F0%9F%98%80/cancel'],
	['?x#y', '/incidents/%3Fx%23y/cancel'],
])('%j fills a path', (id, path) => {
	expect(fillPath('/incidents/{id}/cancel', { id })).toBe(path);
});

it.each(['', '.', '..', 'a\ud83d'])('%j cannot be a part of a path', (id) => {
	expect(() => fillPath('/incidents/{id}/cancel', { id })).toThrow('cannot be part of a URL path');
});

describe('a refusal says what is wrong and how to go on', () => {
	const useHttps = (instead = '') =>
		`Use https${instead}. Only addresses on this machine may use http, such as http://127.0.0.1:4010. Nothing was sent.`;

	it('of a base URL', () => {
		expect(() => plain('x')).toThrow(
			refusal(
				'Base URL of the Sety credential is not a plain web address',
				'Write it as in https://x.example.',
			),
		);
	});

	it.each([
		[undefined, useHttps()],
		[', or a test key', useHttps(', or a test key')],
	])('of a base URL with http (%s)', (instead, how) => {
		expect(() => requireHttps('http://x.example', 'Sety', 'the API Key', instead)).toThrow(
			refusal(
				'Base URL of the Sety credential starts with http, so the API Key would travel unencrypted',
				how,
			),
		);
	});

	it.each([
		[undefined, useHttps()],
		[', or a test key', useHttps(', or a test key')],
	])('of a request with http (%s), all in the message', (instead, how) => {
		const request = { url: 'http://x.example' };
		expect(() => requireHttpsOf(request, 'Sety', 'the API Key', instead)).toThrow(
			refusal(
				`The URL of this request starts with http, so the API Key of the Sety credential would travel unencrypted. ${how}`,
				how,
			),
		);
	});

	it('of a value for a path', () => {
		expect(() => fillPath('/incidents/{incidentId}', {})).toThrow(
			refusal(
				'The ID for "incidentId" cannot be part of a URL path',
				'Check the expression that returns this ID. Nothing was sent for this item.',
			),
		);
	});
});

it.each([
	[{ uri: 7 }, true],
	[{ url: 7 }, true],
	[{ uri: 'https://x.example', url: 'http://x.example' }, false],
	[{ uri: 'http://x.example', url: 'https://x.example' }, true],
	[{ uri: 'http://x.example', url: null }, false],
	[{ url: 'v1', baseURL: 'http://x.example/' }, false],
	[{ url: 'v1', baseURL: 7 }, true],
	[{ baseURL: 'http://x.example' }, false],
	[{ url: 'http://[::1]/v1' }, true],
])('HTTP Request with %j may send a key: %s', (request, may) => {
	const send = () => requireHttpsOf(request, 'Sety', 'the API Key');

	if (may) expect(send).not.toThrow();
	else expect(send).toThrow('The URL of this request starts with http');
});

it('fills each placeholder of a path', () => {
	expect(fillPath('/a/{one}/{two}/{one}', { one: 'x y', two: '..a' })).toBe('/a/x%20y/..a/x%20y');
});

describe('the readings of a path', () => {
	/** Those of a path that a server reads in more than one way, each once. */
	const readings = (path: string) => [
		...new Set(pathReadings(path).map((parts) => parts.join('|'))),
	];

	it.each<[string, string[]]>([
		['/incidents/inc_1', ['incidents|inc_1']],
		['/Incidents//', ['incidents']],
		['/a/./b/../c', ['a|c']],
		['/../a', ['a']],
		['/a//../b', ['a|b', 'b']],
		['/.../a', ['...|a']],
		['/a..b/c', ['a..b|c']],
		['/.a.json/b', ['.a|b']],
		['/a;x=1/b;y', ['a|b']],
		['/a/..;x/b', ['b']],
		['/a?b=/c', ['a']],
		['/a#/b', ['a']],
		['/a\0/b', ['a']],
		['/a\\b\u2044c\u2215d\u29f8e', ['a|b|c|d|e']],
		['/a\u200bb/c\u0007d', ['ab|cd']],
		['/ a /b. . /c..', ['a|b|c']],
		['/a.json/b.xml/c.html/d.htm', ['a|b|c|d']],
		['/a.json.csv/b.jsonx/html', ['a.json.csv|b.jsonx|html']],
		['/ｉncidents', ['incidents']],
		['/%69ncidents', ['%69ncidents', 'incidents']],
		['/a%252Fb', ['a%252fb', 'a%2fb', 'a|b']],
		['/a%2e%2e%2fb', ['a%2e%2e%2fb', 'a|b']],
		['/%c3%a9', ['%c3%a9', 'é']],
		['/%c1%a9/%61', ['%c1%a9|%61', '%c1%a9|a']],
		['/100%', ['100%']],
	])('%j: %j', (path, expected) => {
		expect(readings(path)).toEqual(expected);
	});

	it('end after eight decodings', () => {
		const encoded = (times: number) => `/%${'25'.repeat(times - 1)}61`;

		expect(readings(encoded(8)).at(-1)).toBe('a');
		expect(readings(encoded(9)).at(-1)).toBe('%61');
	});
});

it.each([
	'https://x.example/a%25b',
	'https://x.example/a%7fb',
	'https://x.example/a%1Fb',
	'https://x.example/.;x',
	'https://x.example/v1/..;a/b',
	'https://x.example/.;/b',
	'xhttps://x.example',
	'https://x.example@evil.example/',
])('%j is not a plain address either', (written) => {
	expect(() => plain(written)).toThrow('is not a plain web address');
});

it.each([
	'https://x.example/a%20b',
	'https://x.example/a%C3%A9',
	'https://x.example/a@b',
	'https://x.example/...',
	'https://x.example/..a/b;./c',
	'https://x.example:8443/v1',
])('%j is a plain address as well', (written) => {
	expect(plain(written)).toBe(written);
});

it.each([
	['http://a.b-c.localhost', true],
	['http://127.0.0.1.', true],
	['http://[::ffff:127.255.1.2]', true],
	['http://[::ffff:128.0.0.1]', false],
	['http://[1::1]', false],
	['http://[::11]', false],
	['http://localhost.x', false],
	['http://x.localhost.example', false],
	['http://1127.0.0.1.example', false],
	['https://x.example', true],
])('%s: may a key go there? %s', (url, may) => {
	const check = () => requireHttps(url, 'Sety', 'the API Key');

	if (may) expect(check).not.toThrow();
	else expect(check).toThrow('starts with http');
});
