import type { ListedPackage } from '../../nodes/services.ts';

/** The heading of the entries that hold for every service. */
const EVERY_SERVICE = 'All nodes';

/** A chapter of the fourth level, up to the next heading of this level or above. */
const CHAPTER = /^#### (.*)\n[^]*?(?=^#{1,4} |(?![^]))/gm;

/** The CHANGELOG of a single-service package: the chapters of its service and those that hold for every service. */
export function changelogOf(
	changelog: string,
	{ heading: own }: Pick<ListedPackage, 'heading'>,
): string {
	const kept = [EVERY_SERVICE, own];
	return changelog.replace(CHAPTER, (chapter, heading: string) =>
		kept.includes(heading) ? chapter : '',
	);
}
