import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { releasedManifest } from '../../scripts/release/notReady.cts';
import { sbomOf } from '../../scripts/release/sbomOf.cts';

const root = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'supply-chain-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** As `npm pack` leaves it. */
function packed(manifest: { name: string } & Record<string, unknown>): string {
	const home = join(folder, manifest.name);
	mkdirSync(join(home, 'package'), { recursive: true });
	writeFileSync(join(home, 'package/package.json'), JSON.stringify(manifest));
	const tarball = `${home}.tgz`;
	execFileSync('tar', ['-czf', tarball, '-C', home, 'package']);
	return tarball;
}

it('describes a tarball by its name, version and hash, without what stays at home', () => {
	const ours = z.record(z.unknown()).parse(JSON.parse(read('package.json')));
	const tarball = packed({ ...ours, name: 'n8n-nodes-sety', version: '1.2.3' });
	const made = sbomOf(tarball);

	expect(made).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5', components: [] });
	expect(made.metadata.component).toMatchObject({
		name: 'n8n-nodes-sety',
		purl: 'pkg:npm/n8n-nodes-sety@1.2.3',
		hashes: [
			{
				alg: 'SHA-512',
				content: createHash('sha512').update(readFileSync(tarball)).digest('hex'),
			},
		],
	});
});

it('lists what would be installed with a package', () => {
	const dependency = packed({ name: 'hidden', version: '4.5.6' });
	const tarball = packed({
		...{ name: 'carrier', version: '1.0.0' },
		dependencies: { hidden: `file:${dependency}` },
	});

	expect(sbomOf(tarball).components).toEqual([
		expect.objectContaining({ name: 'hidden', version: '4.5.6' }),
	]);
});

it('reports go to the repository that package.json names', () => {
	const { repository } = releasedManifest.parse(JSON.parse(read('package.json')));
	const address = repository.url.replace(/^git\+|\.git$/g, '');

	expect(read('SECURITY.md')).toContain(`${address}/security/advisories/new`);
});

it('new versions of tools and actions wait before they are proposed', () => {
	const { updates } = z
		.object({
			updates: z.array(
				z.object({
					'package-ecosystem': z.string(),
					cooldown: z.object({ 'default-days': z.number().min(7) }),
				}),
			),
		})
		.parse(parse(read('.github/dependabot.yml')));

	expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
});
