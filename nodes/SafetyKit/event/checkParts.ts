import { isBlank } from '../../core/form/schemas';
import { IncompleteId, whyIncomplete, whyNotId, whyNotName } from '../../core/form/textChecks';
import { whyQuoted } from '../../core/form/lists';
import { quoteValue } from '../../core/form/refusal';
import { isJsonRecord, isText } from '../../core/json';
import { notText } from './notText';
import type { Report } from './problem';

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
			const { what, howToGoOn } = notText(text);
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

/** That the address has to be absolute is assumed; a relative one could be found by nobody. */
function isWebAddress(value: unknown): boolean {
	return typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value);
}

/** `resources_used`: reusable identifiers, one value each. The type is an open set. */
export function checkResources(resources: unknown, report: Report): void {
	if (!Array.isArray(resources)) {
		report({
			field: 'resources_used',
			what: 'is not a list of resources',
			howToGoOn: 'Write it as in [{"type": "email", "value": "ada@example.com"}].',
		});
		return;
	}
	for (const [index, resource] of (resources as unknown[]).entries()) {
		const refuse = (what: string, howToGoOn: string) =>
			report({ field: 'resources_used', below: [`resource ${index + 1}`], what, howToGoOn });
		if (!isJsonRecord(resource)) refuse('is not an object', 'Give it a type and a value.');
		else if (!isText(resource.type)) refuse('has no type', 'Name it, such as email or phone.');
		else if (isBlank(resource.value)) refuse('has no value', 'Give one value, as you hold it.');
		else if (typeof resource.value !== 'string') {
			const { what, howToGoOn } = notText(resource.value);
			refuse(`has a value that ${what}`, howToGoOn);
		} else if (whyNoValue(resource.type, resource.value) !== undefined) {
			const { what = '', howToGoOn = '' } = whyNoValue(resource.type, resource.value) ?? {};
			refuse(`has a value that ${what}`, howToGoOn);
		} else if (resource.type === 'entity_id' && !isText(resource.namespace)) {
			refuse('has no namespace', 'An entity_id needs one, such as store or organization.');
		}
	}
}

/** People are called Null, Nan and True. */
const whyNoValue = (type: string, value: string) =>
	type === 'name' ? whyNotName(value) : whyNotId(value);

const isHalfEmpty = (value: unknown) => value instanceof IncompleteId;

/** `labels`: at least one (SDK types), each a plain text. */
export function checkLabels(labels: unknown, report: Report): void {
	const isList = Array.isArray(labels) && labels.every(isText);
	if (isList && labels.length > 0) {
		for (const label of labels) {
			const why = whyQuoted(label) ?? whyNotName(label);
			if (why !== undefined) report({ field: 'labels', ...why });
		}
		return;
	}
	const half = Array.isArray(labels) ? (labels as unknown[]).find(isHalfEmpty) : undefined;
	if (half !== undefined) {
		report({ field: 'labels', ...whyIncomplete(half) });
		return;
	}
	report({
		field: 'labels',
		what: isList ? 'is empty' : 'is not a list of texts',
		howToGoOn: isList
			? 'Give at least one label, such as spam.'
			: 'Write them with commas, or as a list, as in ["spam", "scam"].',
	});
}
