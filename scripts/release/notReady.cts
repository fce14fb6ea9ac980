import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** How many files a reason names. */
const MOST_NAMED = 5;

/** What counts of package.json when a version is published. */
export const releasedManifest = z.object({
	version: z.string(),
	author: z.object({ name: z.string(), email: z.string() }),
	repository: z.object({ url: z.string() }),
});

export interface Release {
	/** The tag that is to be published, such as "1.0.0". */
	tag: string;
	manifest: z.infer<typeof releasedManifest>;
	changelog: string;
	/** "owner/name" at GitHub, where that is known. */
	repository?: string | undefined;
	/** Files in packages/ that are not what the sources say. */
	stale: readonly string[];
}

export function readRelease(
	root: string,
	tag: string,
): Pick<Release, 'tag' | 'manifest' | 'changelog'> {
	const read = (file: string) => readFileSync(join(root, file), 'utf8');
	return {
		tag,
		manifest: releasedManifest.parse(JSON.parse(read('package.json'))),
		changelog: read('CHANGELOG.md'),
	};
}

/** What keeps a version from being published, each in words; [] when nothing does. */
export function notReady({ tag, manifest, changelog, repository, stale }: Release): string[] {
	const { version, author, repository: stated } = manifest;
	const chapters = changelog.matchAll(/^## (\S+)/gm);
	const isDescribed = [...chapters].some(([, described]) => described === version);
	return [
		tag !== version && `The tag is ${tag}, and package.json has the version ${version}.`,
		!isDescribed &&
			`CHANGELOG.md has no chapter "## ${version}": what is "Unreleased" belongs there.`,
		// `.invalid` is a top-level domain that never exists (RFC 2606).
		author.email.endsWith('.invalid') &&
			`The author in package.json cannot be reached at ${author.email}: n8n asks for a real name and address.`,
		// npm refuses a provenance of another repository than the one that package.json names.
		repository !== undefined &&
			!stated.url.endsWith(`github.com/${repository}.git`) &&
			`package.json names the repository ${stated.url}, and this is ${repository}.`,
		stale.length > 0 &&
			`The tag has other files in packages/ than \`npm run release\` makes: ${stale.slice(0, MOST_NAMED).join(', ')} (${stale.length} in all).`,
	].filter((reason) => reason !== false);
}
