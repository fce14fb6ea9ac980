// Writes what each tarball holds, in CycloneDX, beside it: `npm run release:sbom -- tarballs`.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sbomOf } from './sbomOf.cts';

const folder = process.argv[2] ?? '.';
const tarballs = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
if (tarballs.length === 0) throw new Error(`There is no tarball in ${folder}.`);
for (const tarball of tarballs) {
	const file = join(folder, tarball.replace(/\.tgz$/, '.cdx.json'));
	writeFileSync(file, `${JSON.stringify(sbomOf(join(folder, tarball)), null, 2)}\n`);
	console.log(file);
}
