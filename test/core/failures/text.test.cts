import { joinSentences } from '../../../nodes/core/failures/text.ts';

it.each([
	[['Refused: Nope.', 'Go on'], 'Refused: Nope. Go on.'],
	[['Is it there?', ' ', 'Look again!'], 'Is it there? Look again!'],
	[['The answer begins: abc…'], 'The answer begins: abc…'],
	[[''], ''],
])('%j', (parts, text) => {
	expect(joinSentences(...parts)).toBe(text);
});
