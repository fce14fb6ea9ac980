import { field } from '../../core/form/field';
import { isBlank } from '../../core/form/schemas';
import { quoteValue } from '../../core/form/refusal';
import { isJsonRecord } from '../../core/json';
import { PART_TYPES } from './event';
import { asGiven, choice, inFieldsMode, rows, single, unlessEmpty } from './fieldsMode';
import type { Report } from './problem';
import { textProblem } from './problem';
import { urlOf } from '../../core/http/url';

const parts = rows('parts', {
	kind: choice(PART_TYPES),
	key: single,
	text: asGiven,
	imageUrl: single,
}).transform((given) =>
	unlessEmpty(
		given.map(({ kind = 'text', key, text: written, imageUrl }) => ({
			...(kind === 'image'
				? { type: 'image', source: { type: 'url', url: imageUrl } }
				: { type: kind, text: written }),
			...(key === undefined ? {} : { key }),
		})),
	),
);

export const content = field(
	{
		displayName: 'Content',
		name: 'content',
		type: 'fixedCollection',
		displayOptions: inFieldsMode,
		typeOptions: { multipleValues: true },
		placeholder: 'Add part',
		default: {},
		description: 'What the user wrote or uploaded: one part for each text or image',
		options: [
			{
				displayName: 'Part',
				name: 'parts',
				values: [
					{
						displayName: 'Kind',
						name: 'kind',
						type: 'options',
						options: [
							{ name: 'Image', value: 'image' },
							{ name: 'Text', value: 'text' },
						],
						default: 'text',
						description: 'Whether the part is a text or an image',
					},
					{
						displayName: 'Key',
						name: 'key',
						type: 'string',
						default: '',
						placeholder: 'e.g. body',
						description: 'The field of your product that the part comes from',
					},
					{
						displayName: 'Text',
						name: 'text',
						type: 'string',
						displayOptions: { show: { kind: ['text'] } },
						typeOptions: { rows: 3 },
						default: '',
						description: 'The exact text of the user, without additions or HTML',
					},
					{
						displayName: 'Image URL',
						name: 'imageUrl',
						type: 'string',
						displayOptions: { show: { kind: ['image'] } },
						default: '',
						placeholder: 'e.g. https://cdn.example.com/hero.jpg',
						description: 'A web address that SafetyKit can read',
					},
				],
			},
		],
	},
	parts,
	{ sendAs: 'content' },
);

/** `content`: parts of text, or images by their address. There are no other kinds (reference, createAsync). */
export function checkContent(content: unknown, report: Report): void {
	if (!Array.isArray(content)) {
		report({
			field: 'content',
			what: 'is not a list of content parts',
			howToGoOn: 'Write it like [{"type": "text", "key": "body", "text": "Hello"}].',
		});
		return;
	}
	for (const [index, part] of (content as unknown[]).entries()) {
		checkPart(part, (what, howToGoOn, below = []) =>
			report({ field: 'content', below: [`part ${index + 1}`, ...below], what, howToGoOn }),
		);
	}
}

function checkPart(
	part: unknown,
	refuse: (what: string, howToGoOn: string, below?: string[]) => void,
): void {
	if (!isJsonRecord(part)) return refuse('is not an object', 'Add a type, and a text or a source.');
	if (part.key !== undefined && typeof part.key !== 'string') {
		refuse(
			'has a key that is not text',
			'Enter the field that the part comes from, such as body or title.',
		);
	}
	if (part.type === 'text') {
		const { text } = part;
		if (text === undefined || text === null) {
			refuse('has no text', 'Map the exact text of the user.');
		} else if (typeof text !== 'string') {
			const { what, howToGoOn } = textProblem(text);
			refuse(what, howToGoOn, ['text']);
		}
	} else if (part.type === 'image') {
		const url =
			isJsonRecord(part.source) && part.source.type === 'url' ? part.source.url : undefined;
		if (!isWebAddress(url)) {
			refuse(
				'has no image address',
				'Write it like {"type": "image", "source": {"type": "url", "url": "https://…"}}.',
			);
		}
	} else {
		refuse(
			isBlank(part.type) ? 'has no type' : `has the type ${quoteValue(part.type)}`,
			'Use text or image.',
		);
	}
}

/** That SafetyKit wants an absolute address is assumed: it cannot know where a relative one begins. */
function isWebAddress(value: unknown): boolean {
	return typeof value === 'string' && /^https?:\/\//i.test(value) && urlOf(value) !== undefined;
}
