import { field } from '../../core/form/field';
import { isBlank } from '../../core/form/schemas';
import { whyNotId, whyNotName } from '../../core/form/textChecks';
import { isJsonRecord, isText } from '../../core/json';
import { RESOURCE_TYPES } from './event';
import { choice, inFieldsMode, optionOf, rows, single, unlessEmpty } from './fieldsMode';
import type { Report } from './problem';
import { textProblem } from './problem';

const resources = rows('resources', {
	type: choice([...RESOURCE_TYPES, 'other']),
	otherType: single,
	namespace: single,
	value: single,
}).transform((used) =>
	unlessEmpty(
		used.map(({ type = 'email', otherType, namespace, value }) => ({
			type: type === 'other' ? otherType : type,
			...(type === 'entity_id' ? { namespace } : {}),
			value,
		})),
	),
);

export const resourcesUsed = field(
	{
		displayName: 'Resources Used',
		name: 'resourcesUsed',
		type: 'fixedCollection',
		displayOptions: inFieldsMode,
		typeOptions: { multipleValues: true },
		placeholder: 'Add resource',
		default: {},
		description:
			'Identifiers that more than one user may have, such as an e-mail address or phone number',
		options: [
			{
				displayName: 'Resource',
				name: 'resources',
				values: [
					{
						displayName: 'Type',
						name: 'type',
						type: 'options',
						options: [...RESOURCE_TYPES.map(optionOf), { name: 'Other', value: 'other' }].sort(
							(a, b) => a.name.localeCompare(b.name),
						),
						default: 'email',
						description: 'The kind of identifier',
					},
					{
						displayName: 'Other Type',
						name: 'otherType',
						type: 'string',
						displayOptions: { show: { type: ['other'] } },
						default: '',
						placeholder: 'e.g. telegram',
						description: 'Your own name of the kind, in snake_case',
					},
					{
						displayName: 'Namespace',
						name: 'namespace',
						type: 'string',
						displayOptions: { show: { type: ['entity_id'] } },
						default: '',
						placeholder: 'e.g. store',
						description: 'The kind of entity that the ID belongs to',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. ada@example.com',
						description: 'One value, exactly as you store it',
					},
				],
			},
		],
	},
	resources,
	{ sendAs: 'resources_used' },
);

/** `resources_used`: reusable identifiers, one value each. The type is an open set. */
export function checkResources(resources: unknown, report: Report): void {
	if (!Array.isArray(resources)) {
		report({
			field: 'resources_used',
			what: 'is not a list of resources',
			howToGoOn: 'Write it like [{"type": "email", "value": "ada@example.com"}].',
		});
		return;
	}
	for (const [index, resource] of (resources as unknown[]).entries()) {
		const refuse = (what: string, howToGoOn: string) =>
			report({ field: 'resources_used', below: [`resource ${index + 1}`], what, howToGoOn });
		if (!isJsonRecord(resource)) refuse('is not an object', 'Add a type and a value.');
		else if (!isText(resource.type)) refuse('has no type', 'Enter one, such as email or phone.');
		else if (isBlank(resource.value))
			refuse('has no value', 'Enter one value, exactly as you store it.');
		else if (typeof resource.value !== 'string') {
			const { what, howToGoOn } = textProblem(resource.value);
			refuse(`has a value that ${what}`, howToGoOn);
		} else if (whyNotValue(resource.type, resource.value) !== undefined) {
			const { what = '', howToGoOn = '' } = whyNotValue(resource.type, resource.value) ?? {};
			refuse(`has a value that ${what}`, howToGoOn);
		} else if (resource.type === 'entity_id' && !isText(resource.namespace)) {
			refuse('has no namespace', 'An entity_id needs one, such as store or organization.');
		}
	}
}

/** People are called Null, Nan and True. */
const whyNotValue = (type: string, value: string) =>
	type === 'name' ? whyNotName(value) : whyNotId(value);
