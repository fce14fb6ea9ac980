import { urlOf } from '../../../nodes/core/http/url.ts';

it('reads a name with accents, also in code that runs often', () => {
	const links = ['https://bücher.example/a', 'https://files.example.com/a'];
	const read = Array.from({ length: 300_000 }, (_none, n) => urlOf(links[n % 2] ?? '')?.hostname);

	expect(new Set(read)).toEqual(new Set(['xn--bcher-kva.example', 'files.example.com']));
});

it.each(['', '/a', 'https://', 'no address'])('takes %j for no address', (text) => {
	expect(urlOf(text)).toBeUndefined();
});

it('reads a path from where it leads', () => {
	expect(urlOf('/b', 'https://files.example.com/a')?.href).toBe('https://files.example.com/b');
});
