import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { InvalidInput } from '../../../nodes/core/failures/failures.ts';
import {
	displayNameOf,
	interpretForm,
	parseInput,
	readSafely,
} from '../../../nodes/core/form/parseInput.ts';
import { refuse } from '../../../nodes/core/form/refusal.ts';

const properties = [
	{ displayName: 'Metadata', name: 'metadata', type: 'json', default: '' } as const,
];

it('gives what the schema reads', () => {
	const input = z.object({ metadata: z.string().trim() });
	expect(parseInput(input, { metadata: ' a ' }, properties)).toEqual({ metadata: 'a' });
});

it('names a few of many problems, and counts the others', () => {
	const input = z.object({
		metadata: z.unknown().transform((_value, context) => {
			for (let n = 1; n <= 5_000; n++) refuse(context, `has problem ${n}`, 'Mend it.');
		}),
	});
	let thrown: unknown;
	try {
		parseInput(input, { metadata: 1 }, properties);
	} catch (reason) {
		thrown = reason;
	}

	expect(thrown).toMatchObject({
		message: 'Metadata has problem 1',
		howToGoOn: expect.stringMatching(
			/^Mend it\. Also: Metadata has problem 2\. .* Also: Metadata has problem 10\. And 4990 more\.$/,
		),
	});
});

describe('a value that is refused', () => {
	const input = z.object({ metadata: z.array(z.string()) });
	const read = (value: unknown) => () => parseInput(input, { metadata: value }, properties);
	const refusing = (issue: object) =>
		z.object({
			metadata: z.unknown().superRefine((_value, context) => {
				context.addIssue({ code: 'custom', message: 'is odd', ...issue });
			}),
		});

	it.each([
		[undefined, 'Metadata is empty'],
		['a', 'Metadata is not a list'],
		[[1], 'Metadata is not text'],
	])('%j: %s', (value, message) => {
		expect(read(value)).toThrow(
			expect.objectContaining({
				message,
				howToGoOn: 'Enter a value, or map one from the input item.',
			}),
		);
	});

	it.each([
		[{ params: { howToGoOn: 'Even it.' } }, 'Even it.'],
		[{ params: { howToGoOn: 7 } }, ''],
		[{ params: {} }, ''],
		[{}, ''],
	])('with %j says how to go on: %j', (issue, howToGoOn) => {
		expect(() => parseInput(refusing(issue), {}, properties)).toThrow(
			expect.objectContaining({ message: 'Metadata is odd', howToGoOn }),
		);
	});
});

describe('a value that throws when it is read', () => {
	const thrownBy = (reason: Error) => () =>
		readSafely(() => {
			throw reason;
		});

	it.each([new TypeError('Revoked'), new RangeError('Too deep')])(
		'with %p is invalid input',
		(reason) => {
			expect(thrownBy(reason)).toThrow(
				expect.objectContaining({
					message: 'A field has a value that cannot be read',
					howToGoOn: expect.stringContaining('Map text, numbers, lists or plain objects instead.'),
				}),
			);
			expect(thrownBy(reason)).toThrow(InvalidInput);
		},
	);

	it('with another reason is no fault of the input', () => {
		const reason = new Error('Out of memory');
		expect(thrownBy(reason)).toThrow(reason);
	});
});

describe('what is made of a form', () => {
	const form = { metadata: 'a' };

	it('is given back', () => {
		expect(interpretForm(({ metadata }) => metadata.length, form, properties)).toBe(1);
	});

	it('is refused by the label of its field', () => {
		const read = () =>
			interpretForm(
				(_form, context) => {
					refuse(context, 'is odd', 'Even it.', ['metadata']);
					context.addIssue({ code: 'custom', path: ['metadata'] });
					refuse(context, 'does not fit', 'Change it.');
				},
				form,
				properties,
			);

		expect(read).toThrow(InvalidInput);
		expect(read).toThrow(
			expect.objectContaining({
				message: 'Metadata is odd',
				howToGoOn: 'Even it. Also: Metadata . Also: The input does not fit.',
			}),
		);
	});

	it('is invalid input where a value throws when it is read', () => {
		const read = () =>
			interpretForm(
				() => {
					throw new TypeError('Revoked');
				},
				form,
				properties,
			);

		expect(read).toThrow('A field has a value that cannot be read');
	});
});

describe('the label of a field', () => {
	const text = { type: 'string', default: '' } as const;
	const form: INodeProperties[] = [
		{ ...text, displayName: 'User ID', name: 'userId' },
		{
			...{ displayName: 'More', name: 'more', type: 'collection', default: {} },
			options: [{ ...text, displayName: 'Client IP', name: 'clientIp' }],
		},
		{
			...{ displayName: 'Content', name: 'content', type: 'fixedCollection', default: {} },
			options: [
				{
					displayName: 'Part',
					name: 'parts',
					values: [{ ...text, displayName: 'Image URL', name: 'imageUrl' }],
				},
			],
		},
		{
			...{ displayName: 'Kind', name: 'kind', type: 'options', default: 'a' },
			options: [{ name: 'a', value: 'a' }],
		},
	];

	it.each<[Array<string | number>, string]>([
		[['userId'], 'User ID'],
		[['userId', 'below'], 'User ID'],
		[['more'], 'More'],
		[['more', 'clientIp'], 'Client IP'],
		[['more', 'other'], 'More'],
		[['content', 'parts', 2, 'imageUrl'], 'Image URL'],
		[['content', 'parts', 0], 'Part'],
		[['kind', 'a'], 'Kind'],
		[['clientIp'], 'clientIp'],
		[['Column "a"', 'b'], 'Column "a".b'],
		[[], 'The input'],
	])('at %j is %s', (path, label) => {
		expect(displayNameOf(path, form)).toBe(label);
	});
});
