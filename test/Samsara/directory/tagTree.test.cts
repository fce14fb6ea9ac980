import type { Entry } from '../../../nodes/Samsara/directory/lists.ts';
import { pathsOf, withDescendants } from '../../../nodes/Samsara/directory/tagTree.ts';

const tag = (id: string, parent?: string, parentName = ''): Entry => ({
	id,
	name: `Tag ${id}`,
	detail: '',
	parent: parent === undefined ? undefined : { id: parent, name: parentName },
});

it('a path names every tag from the top', () => {
	const paths = pathsOf([tag('3', '2'), tag('1'), tag('2', '1')]);
	expect([...paths]).toEqual([
		['3', 'Tag 1 / Tag 2 / Tag 3'],
		['1', 'Tag 1'],
		['2', 'Tag 1 / Tag 2'],
	]);
});

it('of a parent that was not read the path has its name, if Samsara gave one', () => {
	const paths = pathsOf([tag('2', '1', 'Region'), tag('4', '9')]);
	expect([...paths.values()]).toEqual(['Region / Tag 2', 'Tag 4']);
});

it('tags that are their own ancestors have a path, and an end', () => {
	expect(pathsOf([tag('1', '2'), tag('2', '1')]).get('1')?.length).toBeLessThan(200);
	expect(withDescendants(['1'], [tag('1', '2'), tag('2', '1')])).toEqual(['1', '2']);
});

it.each([
	[['1'], ['1', '2', '4', '3']],
	[['2'], ['2', '3']],
	[['3'], ['3']],
	[['9'], ['9']],
	[
		['4', '1'],
		['4', '1', '2', '3'],
	],
])('%j with all tags below them: %j', (ids, all) => {
	const tags = [tag('1'), tag('2', '1'), tag('3', '2'), tag('4', '1')];
	expect(withDescendants(ids, tags)).toEqual(all);
});
