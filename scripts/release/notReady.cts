import { z } from 'zod';

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
}

/** What keeps a version from being published, each in words; [] when nothing does. */
export function notReady({ tag, manifest, changelog, repository }: Release): string[] {
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
	].filter((reason) => reason !== false);
}
