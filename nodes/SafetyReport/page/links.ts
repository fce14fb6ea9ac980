import type { Markup } from '../text/markup';
import { html, outside } from '../text/markup';

/** Longer addresses are no addresses of a record. */
const LONGEST_URL = 2_000;

/** A link to a record at its service, or nothing: an address from outside may be a script, or hold a password. */
export function linkTo(
	url: string,
	label: string,
	where: 'email' | 'page' = 'page',
): Markup | undefined {
	const address = addressOf(url);
	return address === undefined
		? undefined
		: html`<a href="${address}" rel="noopener noreferrer">${outside(label, where)}</a>`;
}

function addressOf(url: string): string | undefined {
	if (url.length > LONGEST_URL || !url.startsWith('https://')) return undefined;
	try {
		const { href, username, password } = new URL(url);
		return username === '' && password === '' ? href : undefined;
	} catch {
		return undefined;
	}
}
