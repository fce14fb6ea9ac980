import { field } from '../../core/form/field';
import { isBlank } from '../../core/form/schemas';
import { quoteValue } from '../../core/form/refusal';
import { isJsonRecord } from '../../core/json';
import { PART_TYPES } from './event';
import { asGiven, choice, inFieldsMode, rows, single, unlessEmpty } from './fieldsMode';
import type { Report } from './problem';
import { textProblem } from './problem';

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
		description: 'What users wrote or uploaded, one part for each field it comes from',
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
					},
					{
						displayName: 'Key',
						name: 'key',
						type: 'string',
						default: '',
						placeholder: 'e.g. body',
						description: 'The field it comes from',
					},
					{
						displayName: 'Text',
						name: 'text',
						type: 'string',
						displayOptions: { show: { kind: ['text'] } },
						typeOptions: { rows: 3 },
						default: '',
						description: 'As the user wrote it, with nothing added and no HTML made of it',
					},
					{
						displayName: 'Image URL',
						name: 'imageUrl',
						type: 'string',
						displayOptions: { show: { kind: ['image'] } },
						default: '',
						placeholder: 'e.g. https://cdn.example.com/hero.jpg',
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
			howToGoOn: 'Write it as in [{"type": "text", "key": "body", "text": "Hello"}].',
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
	if (!isJsonRecord(part))
		return refuse('is not an object', 'Give it a type, and a text or source.');
	if (part.key !== undefined && typeof part.key !== 'string') {
		refuse('has a key that is not text', 'Name the field it comes from, such as body or title.');
	}
	if (part.type === 'text') {
		const { text } = part;
		if (text === undefined || text === null) {
			refuse('has no text', 'Give the text as the user wrote it.');
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
				'Write it as in {"type": "image", "source": {"type": "url", "url": "https://…"}}.',
			);
		}
	} else {
		refuse(
			isBlank(part.type) ? 'has no type' : `has the type ${quoteValue(part.type)}`,
			'Use text or image, there are no other kinds.',
		);
	}
}

/** That SafetyKit wants an absolute address is assumed: it cannot know where a relative one begins. */
function isWebAddress(value: unknown): boolean {
	return typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value);
}
