import { sentences } from '../../../nodes/core/failures/sentences.ts';

it.each([
	[['Refused: Nope.', 'Go on'], 'Refused: Nope. Go on.'],
	[['Is it there?', ' ', 'Look again!'], 'Is it there? Look again!'],
	[['The answer begins: abc…'], 'The answer begins: abc…'],
	[[''], ''],
])('%j', (parts, text) => {
	expect(sentences(...parts)).toBe(text);
});
