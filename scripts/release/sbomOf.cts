import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** What decides about what npm installs. Peers come from the host, and what a package is made with stays at home. */
const shipped = z
	.object({ name: z.string(), devDependencies: z.unknown(), peerDependencies: z.unknown() })
	.passthrough()
	.transform((manifest) => ({
		...manifest,
		devDependencies: undefined,
		peerDependencies: undefined,
	}));

/** What is read of npm's CycloneDX document; the rest passes through. */
const sbom = z
	.object({
		bomFormat: z.literal('CycloneDX'),
		metadata: z
			.object({ component: z.object({ name: z.string(), purl: z.string() }).passthrough() })
			.passthrough(),
		components: z.array(z.object({ purl: z.string() }).passthrough()),
	})
	.passthrough();

/**
 * npm's CycloneDX document of a tarball: the package and what npm installs with it. npm knows no hash of a package that is
 * not published, so it is added.
 */
export function sbomOf(tarball: string): z.infer<typeof sbom> {
	const packed = readManifest(tarball);
	const scratch = mkdtempSync(join(tmpdir(), 'sbom-'));
	try {
		// npm names the package after its folder.
		const folder = join(scratch, packed.name);
		mkdirSync(folder, { recursive: true });
		writeFileSync(join(folder, 'package.json'), JSON.stringify(packed));
		const npm = (...args: string[]) =>
			execFileSync('npm', args, {
				cwd: folder,
				encoding: 'utf8',
				stdio: ['ignore', 'pipe', 'inherit'],
			});
		npm('install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund');
		const made = sbom.parse(
			JSON.parse(npm('sbom', '--package-lock-only', '--sbom-format', 'cyclonedx')),
		);
		const hashes = [{ alg: 'SHA-512', content: sha512(tarball) }];
		const { metadata } = made;
		return { ...made, metadata: { ...metadata, component: { ...metadata.component, hashes } } };
	} finally {
		rmSync(scratch, { recursive: true });
	}
}

function readManifest(tarball: string): z.infer<typeof shipped> {
	const text = execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], {
		encoding: 'utf8',
	});
	return shipped.parse(JSON.parse(text));
}

const sha512 = (file: string): string =>
	createHash('sha512').update(readFileSync(file)).digest('hex');
