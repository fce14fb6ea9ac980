import { notReady, type Release } from '../../scripts/release/notReady.cts';

const ready: Release = {
	tag: '1.2.0',
	manifest: {
		version: '1.2.0',
		author: { name: 'Ada Obi', email: 'ada@example.com' },
		repository: { url: 'git+https://github.com/ada/safetyops.git' },
	},
	changelog: '# Changelog\n\n## 1.2.0 (2026-12-01)\n\n- More.\n',
	repository: 'ada/safetyops',
	stale: [],
};
const { manifest } = ready;

it('publishes what is ready', () => {
	expect(notReady(ready)).toEqual([]);
	expect(notReady({ ...ready, repository: undefined })).toEqual([]);
});

it.each<[string, Partial<Release>, RegExp]>([
	['a tag that is not the version', { tag: '1.3.0' }, /tag is 1\.3\.0.*version 1\.2\.0/],
	['no tag', { tag: '' }, /tag is/],
	['changes that have no version', { changelog: '# Changelog\n\n## Unreleased\n' }, /"## 1\.2\.0"/],
	[
		'an author without an address',
		{ manifest: { ...manifest, author: { name: 'Somebody', email: 'a@b.invalid' } } },
		/author.*a@b\.invalid/,
	],
	[
		'other packages than the sources make',
		{ stale: ['n8n-nodes-sety/a.ts'] },
		/sety\/a\.ts \(1 in all\)/,
	],
	['another repository', { repository: 'eve/safetyops' }, /this is eve\/safetyops/],
])('does not publish %s', (_, change, reason) => {
	expect(notReady({ ...ready, ...change })).toEqual([expect.stringMatching(reason)]);
});
