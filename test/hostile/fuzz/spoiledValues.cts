import fc from 'fast-check';

/** What spreadsheets, CSV files, agents and forms make of a value: each a way to spoil it. */
const WAYS: ReadonlyArray<(value: string) => unknown> = [
	(value) => ` ${value}\u00a0`,
	(value) => `\ufeff${value}`,
	(value) => `${value}\u200b`,
	(value) => `'${value}`,
	(value) => `"${value}"`,
	(value) => `=${value}`,
	(value) => value.toUpperCase(),
	(value) => value.replaceAll('.', ','),
	(value) => value.replaceAll('-', '\u2013'),
	(value) => value.replaceAll(' ', '\u202f'),
	(value) => value.normalize('NFD'),
	(value) => `\u202a${value}\u202c`,
	(value) => `${value}\r\n`,
	(value) => `${value};${value}`,
	(value) => `${value}, ${value}`,
	(value) => value.slice(0, -1),
	(value) => [value],
	(value) => [value, null, ''],
	(value) => ({ value }),
	(value) => JSON.stringify(value),
	(value) => JSON.stringify([value]),
	(value) => Number(value),
	(value) => `\`\`\`json\n${value}\n\`\`\``,
	(value) => `${value}/../${value}?x=1#y`,
	(value) => encodeURIComponent(encodeURIComponent(value)),
];

/** Cells that hold nothing, or what a program writes for nothing. */
const EMPTY: readonly unknown[] = [
	...[
		'',
		' ',
		'\u00a0',
		'-',
		'–',
		'n/a',
		'N/A',
		'#N/A',
		'#REF!',
		'#VALUE!',
		'null',
		'NULL',
		'None',
	],
	...['undefined', 'NaN', '[object Object]', '{}', '[]', '""', 'Not given', '?', 'TBD'],
	...[null, [], {}, false, true],
];

const NUMBERS: readonly unknown[] = [
	...[0, -0, -1, 1e-7, 1e21, 2 ** 53, 2 ** 53 + 2, -181, 91, 6.5244, 0.1 + 0.2],
	...[
		'6,5244',
		'6.5244°',
		'6°31\'28"N',
		'1.234.567,8',
		'1 234',
		'1e3',
		'0x10',
		'٣',
		'１２',
		'+5',
		'5 km',
	],
	...['1.23457E+13', '2.34802E+12', '00123', '12345678901234567890', '100%'],
];

const DATES: readonly unknown[] = [
	...[
		'2026-03-10',
		'2026-03-10T14:30',
		'2026-02-30T00:00:00Z',
		'10.03.2026',
		'3/10/26',
		'2026-03-10 14:30:00',
	],
	...[
		'46091',
		46091.604,
		1_773_153_000,
		1_773_153_000_000,
		'1773153000',
		'today',
		'2026-W11',
		'24:00',
	],
	...['0000-00-00', '9999-12-31T23:59:59.999Z', '-000001-01-01T00:00:00Z', '2026-03-29T02:30:00'],
];

const TEXTS: readonly string[] = [
	...[
		'a',
		'Amaka Obi',
		'Zoë 👩‍👩‍👧 Ọláídé',
		'\ud800',
		'a\u0000b',
		'\u0007',
		'../../admin',
		'%2e%2e%2f',
		'..',
		'.',
	],
	...[
		'a/b?c#d',
		'<script>alert(1)</script>',
		'{{ $json.a }}',
		'${7*7}',
		'__proto__',
		'constructor',
		'toString',
	],
	...[
		'[1,',
		'{"a":',
		'{"__proto__":{"polluted":1}}',
		'{"a":12345678901234567891}',
		'[[[[[[[[]]]]]]]]',
	],
	...[
		'x'.repeat(300),
		'é'.repeat(5_000),
		'http://127.0.0.1:1/x',
		'javascript:alert(1)',
		'+2348012345678',
	],
];

const ODD = [...EMPTY, ...NUMBERS, ...DATES, ...TEXTS];

/** A value as a table may hold it: odd, or a usual one that was spoiled on the way. Fits into JSON. */
export const spoiledValue = (usual: readonly string[]): fc.Arbitrary<unknown> =>
	fc.oneof(
		{ weight: 4, arbitrary: fc.constantFrom(...ODD) },
		{
			weight: 4,
			arbitrary: fc
				.tuple(fc.constantFrom(...WAYS), fc.constantFrom(...usual))
				.map(([spoil, value]) => spoil(value)),
		},
		{ weight: 2, arbitrary: fc.constantFrom<unknown>(...usual) },
		fc.jsonValue({ maxDepth: 3 }),
		fc.string({ unit: 'binary', maxLength: 30 }),
		fc.double(),
	);

/** Texts of which each field takes some. */
export const USUAL: readonly string[] = [
	...['a', '7', 'true', '2026-03-10T14:30:00Z', '6.5244', '6.5244, 3.3792', '+2348012345678'],
	...['ada@example.com', 'inc_a1b2c3d4e5f6g7h8', 'bb2ff5ab-30ad-49ec-9d2d-55ec30bbf590'],
	...['281474978683353', '{"zone":"north"}', '["a","b"]', 'https://example.com/a.png'],
];
