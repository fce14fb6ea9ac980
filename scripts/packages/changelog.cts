import { singleServices, type SingleService } from './singleServices.cts';

/** One line of the list, with those that it goes on in. */
const ENTRY = /^- .*\n(?: {2}.*\n)*/gm;

/**
 * The CHANGELOG of a single-service package: without the entries that name another service, and without those that are
 * about commands of the repository. What names no service holds for every node.
 */
export function changelogOf(changelog: string, { service }: SingleService): string {
	const others = singleServices.map((one) => one.service).filter((name) => name !== service);
	const elsewhere = new RegExp(`\\b(?:${others.join('|')})|\`npm `, 'i');
	return changelog.replace(ENTRY, (entry) => (elsewhere.test(entry) ? '' : entry));
}
