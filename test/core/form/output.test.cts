import {
	formatList,
	limit,
	limitOf,
	outputFormats,
	type Format,
} from '../../../nodes/core/form/output.ts';

it.each([
	[5, 5],
	['5', 5],
	[undefined, undefined],
])('Limit %j is %j', (value, expected) => {
	expect(limit.schema.parse(value)).toBe(expected);
});

it.each([
	[0, 'is 0, less than 1'],
	[1.5, 'is not a whole number'],
	['', 'is empty'],
	[null, 'is empty'],
])('Limit %j %s', (value, why) => {
	expect(limit.schema.safeParse(value).error?.issues.map(({ message }) => message)).toEqual([why]);
});

it.each([
	[{ returnAll: true, limit: 5 }, undefined],
	[{ returnAll: false, limit: 5 }, 5],
	[{ returnAll: false }, 50],
])('%j reads at most %j records', (input, most) => {
	expect(limitOf(input)).toBe(most);
});

describe('the output of a list', () => {
	const records = [{ id: 'a', latitude: 6.5, longitude: 3.4 }, { id: 'b' }];
	const simplify = ({ id }: { id: string }) => ({ simple: id });
	const formatted = (format: Format) => formatList(records, format, simplify);

	it('is simplified, or as the service sent it', () => {
		expect(formatted('simplified')).toEqual([{ simple: 'a' }, { simple: 'b' }]);
		expect(formatted('raw')).toEqual(records);
	});

	it('is one collection for maps', () => {
		expect(formatted('geoJson')).toEqual([
			{
				type: 'FeatureCollection',
				features: [
					{
						type: 'Feature',
						geometry: { type: 'Point', coordinates: [3.4, 6.5] },
						properties: expect.objectContaining({ id: 'a' }),
					},
					{ type: 'Feature', geometry: null, properties: { id: 'b' } },
				],
			},
		]);
	});
});

describe('the format of the output', () => {
	const { outputFormat, outputFormatWithPlaces } = outputFormats('Sety');

	it.each([
		['raw', 'raw'],
		['GeoJSON', 'geoJson'],
		['', 'simplified'],
		[undefined, 'simplified'],
	])('%p is %s', (value, format) => {
		expect(outputFormatWithPlaces.schema.parse(value)).toBe(format);
	});

	it('has one for maps only where there are places', () => {
		const choicesOf = ({ property }: typeof outputFormat) =>
			(property.options ?? []).map((option) => 'value' in option && option.value);

		expect(choicesOf(outputFormat)).toEqual(['simplified', 'raw']);
		expect(choicesOf(outputFormatWithPlaces)).toEqual(['simplified', 'raw', 'geoJson']);
		for (const { property } of [outputFormat, outputFormatWithPlaces]) {
			expect(property).toMatchObject({
				...{ displayName: 'Output', name: 'output', type: 'options', default: 'simplified' },
				description: expect.stringMatching(/^Output format: simplified/),
			});
			for (const option of property.options ?? []) {
				expect(option).toMatchObject({
					name: expect.stringMatching(/^[A-Z]\w+$/),
					description: expect.stringMatching(/^[A-Z].*\w$/),
				});
			}
		}
	});
});
