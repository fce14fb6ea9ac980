import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
	extends: ['html-validate:standard', 'html-validate:a11y'],
	rules: {
		// The length of the title is the user's.
		'long-title': 'off',
		// E-mail clients know no style sheet, and old attributes for tables.
		'no-inline-style': 'off',
		'no-deprecated-attr': 'off',
		'attribute-boolean-style': 'off',
		// Chromium and all others take both.
		'void-style': 'off',
		// Gmail drops <main>, and keeps a <div> with the role.
		'prefer-native-element': ['error', { exclude: ['main'] }],
		'no-trailing-whitespace': 'off',
		'doctype-style': 'off',
		// n8n's own texts and the values of services have spaces of their own.
		'no-raw-characters': 'error',
	},
});

/** What an HTML validator says against a page, each complaint with its place. */
export async function complaintsAbout(page: string): Promise<string[]> {
	const { results } = await validator.validateString(page);
	return results.flatMap(({ messages }) =>
		messages.map(
			({ ruleId, message, line, column }) => `${ruleId}: ${message} (${line}:${column})`,
		),
	);
}
