import { fillPath, readBaseUrl, requireHttps } from '../../../nodes/core/http/address.ts';

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
