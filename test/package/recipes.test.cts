import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { recipes } from '../e2e/editor/recipes/recipes.cts';

const docs = join(__dirname, '../../docs');
const page = readFileSync(join(docs, 'recipes.md'), 'utf8');
const chapters = new Map(
	page
		.split(/^## /m)
		.slice(1)
		.map((chapter) => [chapter.slice(0, chapter.indexOf('\n')), chapter]),
);

/** What a reader sees of a step: no marks of Markdown, and no line breaks. */
const shown = (text: string): string => text.replace(/[*`]/g, '').replace(/\s+/g, ' ').trim();

const stepsOf = (chapter: string): string[] =>
	[...chapter.matchAll(/^\d\. (.*(?:\n {3}.*)*)/gm)].map(([, step = '']) => shown(step));

it('the page has the recipes that the test of the editor takes', () => {
	expect([...chapters.keys()]).toEqual(recipes.map(({ title }) => title));
});

describe.each([...recipes])('$title', ({ title, picture, steps }) => {
	const chapter = chapters.get(title) ?? '';

	it('has the steps of the test', () => {
		expect(stepsOf(chapter)).toEqual(steps.map(({ says }) => shown(says)));
	});

	it.each([...steps])('every word and value is in its sentence: $says', ({ says, does }) => {
		const words = does.flatMap(([, ...rest]) => rest);

		expect(words.filter((word) => !shown(says).includes(shown(word)))).toEqual([]);
	});

	it('has a picture that loads quickly, with a text', () => {
		expect(chapter).toMatch(/!\[[^\]]+\]\(|alt="[^"]+"/);
		expect(chapter).toContain(`images/${picture}.png`);
		expect(statSync(join(docs, 'images', `${picture}.png`)).size).toBeLessThan(150_000);
	});
});
