import { isBlank } from '../../core/form/schemas';
import { IncompleteId, whyIncomplete, whyNotId, whyNotName } from '../../core/form/textChecks';
import { whyQuoted } from '../../core/form/lists';
import { nearest } from '../../core/form/nearMiss';
import { listed } from '../../core/form/oneOf';
import { quoteValue } from '../../core/form/refusal';
import { whyNotJson } from '../../core/form/jsonInput';
import { isJsonRecord, isText } from '../../core/json';
import { checkContent } from './content';
import type { SafetyKitEvent } from './event';
import {
	EVENT_TYPES,
	isEventType,
	PRODUCT_EVENT_NAMES,
	SOURCE_TYPES,
	TEXT_FIELDS,
	TYPE_RULES,
} from './event';
import { checkMetadata, checkNotTwice } from './metadata';
import { optionOf } from './fieldsMode';
import type { Problem, Report } from './problem';
import { textProblem } from './problem';
import { checkProduct } from './product';
import { checkResources } from './resources';

/** Fields that have a form of their own. */
const CHECKS: ReadonlyArray<[field: string, check: (value: unknown, report: Report) => void]> = [
	['content', checkContent],
	['labels', checkLabels],
	['metadata', checkMetadata],
	['product', checkProduct],
	['resources_used', checkResources],
];

/**
 * Reports what SafetyKit's guide and reference do not allow about a tidied event. readEvent checks the timestamp as it
 * reads it. A report or decision without any target is refused although the guide only says "should": it would be about no
 * user and no content.
 */
export function checkEvent(event: SafetyKitEvent, reportProblem: Report): void {
	const { type } = event;
	const reported = new Set<string>();
	const report: Report = (problem) => {
		reported.add(problem.field);
		reportProblem(problem);
	};
	if (!isEventType(type)) {
		report({
			field: 'type',
			...(type === undefined ? { missing: ['type'] } : {}),
			...notAmong(EVENT_TYPES, type),
		});
		return;
	}
	const { required, needsTarget } = TYPE_RULES[type];
	if (event.event_name === undefined) report(missing('event_name', type));
	for (const field of required) {
		if (event[field] === undefined) report(missing(field, type));
	}
	for (const field of TEXT_FIELDS) {
		const value = event[field];
		if (value === undefined) continue;
		const why = typeof value === 'string' ? whyNotNamed(field, value) : textProblem(value);
		if (why !== undefined) report({ field, ...why });
	}
	if (type === 'moderation_decision') checkDecision(event, report);
	if (type === 'product_changed') checkProductName(event.event_name, report);
	if (type === 'content_uploaded') checkNotEmpty(event.content, report);
	if (needsTarget && event.target_user_id === undefined && event.target_content_id === undefined) {
		report({
			field: 'target_user_id',
			missing: ['target_user_id', 'target_content_id'],
			what: 'is empty',
			howToGoOn: `An event of the type ${type} needs the user or the content that it is about, or both.`,
		});
	}
	for (const [field, check] of CHECKS) {
		if (event[field] !== undefined) check(event[field], report);
	}
	checkClientInfo(event.client_info, report);
	checkNotTwice(event.metadata, event.resources_used, report);
	for (const field of Object.keys(event)) {
		const problem = reported.has(field) ? undefined : whyNotJson(event[field]);
		if (problem === undefined) continue;
		const { path: below, ...why } = problem;
		report({ field, below, ...why });
	}
}

const missing = (field: string, type: string): Problem => ({
	field,
	missing: [field],
	what: 'is empty',
	howToGoOn: `Every event of the type ${type} needs it.`,
});

/** Why a value is refused that is no choice of a closed list. */
function notAmong(choices: readonly string[], value: unknown, why = 'which is not an option') {
	const meant = typeof value === 'string' ? nearest(value, choices) : undefined;
	return {
		what: `is ${quoteValue(value)}, ${why}`,
		howToGoOn: `${meant === undefined ? '' : `Did you mean "${meant}"? `}Use one of: ${listed(choices.map(optionOf))}.`,
	};
}

const whyNotNamed = (field: string, value: string) =>
	field === 'event_name' ? whyNotName(value) : whyNotId(value);

function checkProductName(name: unknown, report: Report): void {
	if (name === undefined || PRODUCT_EVENT_NAMES.some((known) => known === name)) return;
	report({
		field: 'event_name',
		...notAmong(PRODUCT_EVENT_NAMES, name, 'which a product_changed cannot have'),
	});
}

/** A decision is attributed by source_type and source_id, never by user_id. That one is refused is assumed. */
function checkDecision({ user_id, source_type }: SafetyKitEvent, report: Report): void {
	if (user_id !== undefined) {
		report({
			field: 'user_id',
			what: 'has a value, but a moderation_decision must not have it',
			howToGoOn:
				'Put the reviewer in source_type and source_id, and the user that the decision is about in target_user_id.',
		});
	}
	if (source_type !== undefined && !SOURCE_TYPES.some((known) => known === source_type)) {
		report({ field: 'source_type', ...notAmong(SOURCE_TYPES, source_type) });
	}
}

/** Content is required here; that neither the list nor all of its texts may be empty is assumed. */
function checkNotEmpty(content: unknown, report: Report): void {
	if (!Array.isArray(content)) return;
	if (content.length === 0) {
		report(missing('content', 'content_uploaded'));
	} else if (content.every(isBlankText)) {
		report({
			field: 'content',
			what: 'has only blank texts',
			howToGoOn: 'Map the text or the image that the user uploaded.',
		});
	}
}

const isBlankText = (part: unknown): boolean =>
	isJsonRecord(part) && part.type === 'text' && typeof part.text === 'string' && isBlank(part.text);

/** `ip` is the only member documented, and it may not be empty. No form of it is documented. */
function checkClientInfo(info: unknown, report: Report): void {
	if (info === undefined) return;
	if (!isJsonRecord(info) || info.ip === '') {
		report({
			field: 'client_info',
			what: 'is not an object with the IP address as text',
			howToGoOn: 'Write it like {"ip": "203.0.113.7"}.',
		});
	} else if (info.ip !== undefined && typeof info.ip !== 'string') {
		report({ field: 'client_info', below: ['ip'], ...textProblem(info.ip) });
	}
}

const isIncomplete = (value: unknown) => value instanceof IncompleteId;

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
	const half = Array.isArray(labels) ? (labels as unknown[]).find(isIncomplete) : undefined;
	if (half !== undefined) {
		report({ field: 'labels', ...whyIncomplete(half) });
		return;
	}
	report({
		field: 'labels',
		what: isList ? 'is empty' : 'is not a list of texts',
		howToGoOn: isList
			? 'Enter at least one label, such as spam.'
			: 'Separate labels with commas, or write a list: ["spam", "scam"].',
	});
}
