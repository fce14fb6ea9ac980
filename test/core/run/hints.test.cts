import { collectHints } from '../../../nodes/core/run/hints.ts';

it('tells each text once, with the names of all who told it', () => {
	const { hint, texts } = collectHints();
	hint('Not sent', ['labels']);
	hint('The list is not complete.');
	hint('Not sent', ['rowId', 'labels']);
	hint('The list is not complete.');

	expect(texts()).toEqual(['Not sent: labels, rowId.', 'The list is not complete.']);
});

it('names no more than a person reads', () => {
	const { hint, texts } = collectHints();
	for (let n = 0; n < 1000; n++) hint('Odd', [`name ${n}`]);

	expect(texts()).toEqual(['Odd: name 0, name 1, name 2, name 3, name 4 and 995 more.']);
});

it('shows a name as text, not as HTML', () => {
	const { hint, texts } = collectHints();
	hint('Not sent', ['<a href="https://x.example">Sign in</a>', '1 < 2']);

	expect(texts()).toEqual(['Not sent: ‹a href="https://x.example">Sign in‹/a>, 1 ‹ 2.']);
});
