import { z } from 'zod';

import { field } from '../../core/form/field';
import { choicesOf, findChoice, someOf } from '../../core/form/oneOf';
import { setOfTexts } from '../../core/form/lists';
import { quoteValue, refuse, refuseFor } from '../../core/form/refusal';
import { flag, optional, text } from '../../core/form/schemas';
import { accentFrom, localeFrom } from '../page/options';
import type { SectionName } from '../page/sectionNames';
import { DEFAULT_ACCENT } from '../page/theme';

export const OUTPUTS = ['email', 'page', 'records', 'summary', 'table'] as const;

export const outputs = field(
	{
		displayName: 'Outputs',
		name: 'outputs',
		type: 'multiOptions',
		options: [
			{
				name: 'Email',
				value: 'email',
				description: 'HTML for an email, in the field email.html',
			},
			{
				name: 'Page',
				value: 'page',
				description: 'The file report.html to read, print and attach, in the binary field page',
			},
			{
				name: 'Records',
				value: 'records',
				description:
					'The file records.csv with one row for each record, in the binary field records',
			},
			{
				name: 'Summary',
				value: 'summary',
				description: 'A few lines for a chat message, in the field summary.text',
			},
			{
				name: 'Table',
				value: 'table',
				description: 'The file table.csv with one row for each figure, in the binary field table',
			},
		],
		default: ['email', 'page', 'summary'],
		description: 'What to make besides the figures, which are always there',
	},
	someOf(OUTPUTS),
);

export const title = field(
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: 'Safety report',
		placeholder: 'e.g. Weekly safety report',
		description: 'The heading of page, email and summary',
	},
	optional(text),
);

export const subtitle = field(
	{
		displayName: 'Subtitle',
		name: 'subtitle',
		type: 'string',
		default: '',
		placeholder: 'e.g. Lagos estate and fleet',
		description: 'Stands below the title',
	},
	optional(text),
);

export const accentColor = field(
	{
		displayName: 'Accent Color',
		name: 'accentColor',
		type: 'color',
		default: DEFAULT_ACCENT,
		description:
			'The color of lines, bars and marks. A color that is hard to read is made darker, or lighter in dark mode.',
	},
	optional(text).transform((color, context): string => {
		if (color === undefined) return DEFAULT_ACCENT;
		const read = accentFrom(color);
		return typeof read === 'string' ? read : refuseFor(context, read);
	}),
);

const DEFAULT_LANGUAGE = 'en-US';

export const language = field(
	{
		displayName: 'Language of Numbers and Dates',
		name: 'language',
		type: 'string',
		default: DEFAULT_LANGUAGE,
		placeholder: 'e.g. en-GB',
		description: 'A language tag. Words stay English.',
	},
	optional(text).transform((tag, context): string => {
		const read = localeFrom(tag ?? DEFAULT_LANGUAGE);
		return typeof read === 'string' ? read : refuseFor(context, read);
	}),
);

export const logoField = field(
	{
		displayName: 'Logo Binary Field',
		name: 'logoField',
		type: 'string',
		default: 'logo',
		placeholder: 'e.g. logo',
		description:
			'The binary field of an input item with a PNG, JPEG, GIF or WebP image of at most 256 KB. It stands on the page; email clients show no such image.',
		hint: 'Merge the item with the image into the input of this node',
	},
	optional(text),
);

const sectionsProperty = {
	displayName: 'Sections',
	name: 'sections' as const,
	type: 'multiOptions' as const,
	options: [
		{ name: 'Danger Zones', value: 'dangerZones' },
		{ name: 'Data Quality', value: 'dataQuality' },
		{ name: 'Definitions', value: 'definitions' },
		{ name: 'Drills', value: 'drills' },
		{ name: 'Drivers', value: 'drivers' },
		{ name: 'Hours and Weekdays', value: 'hours' },
		{ name: 'Incidents', value: 'incidents' },
		{ name: 'Key Figures', value: 'keyFigures' },
		{ name: 'Needs Action Now', value: 'action' },
		{ name: 'Places', value: 'places' },
		{ name: 'Response Times', value: 'responseTimes' },
		{ name: 'Safety Events', value: 'safetyEvents' },
		{ name: 'Safety Scores', value: 'safetyScores' },
		{ name: 'Trend', value: 'trend' },
		{ name: 'Trust and Safety', value: 'moderation' },
		{ name: 'Visitors', value: 'visitors' },
	],
	default: ['keyFigures', 'action', 'trend', 'incidents', 'responseTimes', 'definitions'],
	description: 'The sections of the page, in the order in which you choose them',
};

/** In the order chosen, where someOf reads in the order of the list. */
export const sections = field(
	sectionsProperty,
	optional(
		setOfTexts.transform((chosen, context): SectionName[] => {
			const choices = choicesOf(sectionsProperty);
			return chosen.map((word): SectionName => {
				const found = findChoice(choices, word);
				if (found !== undefined) return found as SectionName;
				refuse(
					context,
					`contains ${quoteValue(word)}, which is not an option`,
					`Use any of: ${choices.map((choice) => (typeof choice === 'string' ? choice : choice.name)).join(', ')}.`,
				);
				return z.NEVER;
			});
		}),
	),
);

export const byteOrderMark = field(
	{
		displayName: 'Table for Excel',
		name: 'byteOrderMark',
		type: 'boolean',
		default: true,
		description:
			'Whether the tables begin with a byte order mark. Excel needs it for letters that are not English; switch it off for programs that read it as part of the first column.',
	},
	optional(flag),
);
