import { limits } from '../../../harness/process/timeLimit.mts';
import { until } from '../../../harness/process/until.mts';
import type { Mail } from '../../inbox/mailServer.mts';
import type { World } from '../runExample.mts';

/** n8n does not take the call of a program for a person's approval. */
const AS_A_PERSON = {
	'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
};

type WithInbox = Pick<World, 'inbox' | 'signal'>;

/** Waits for the mail by which a workflow asks somebody. */
export async function untilAsked({ inbox, signal }: WithInbox, to: string): Promise<Mail> {
	return await until(limits.execution, signal, async () =>
		inbox.mails.find((mail) => mail.to === to),
	);
}

/** Where the button with this label leads. */
export function linkIn({ html }: Mail, label: string): string {
	const links = [...html.matchAll(/<a[^>]*\bhref="([^"]+)"[^>]*>([^<]*)<\/a>/g)];
	const [, url] = links.find(([, , text = '']) => text.trim() === label) ?? [];
	if (url === undefined) throw new Error(`The mail has no button "${label}": ${html}`);
	return url.replaceAll('&amp;', '&');
}

/** Opens the link as soon as n8n waits for the answer: it sends the mail before that. */
export async function open(url: string, signal: AbortSignal): Promise<Response> {
	return await until(limits.execution, signal, async () => {
		const answer = await fetch(url, { headers: AS_A_PERSON, signal });
		return answer.ok ? answer : undefined;
	});
}

/** Presses the button with this label in the mail to somebody. */
export async function press(world: WithInbox, to: string, label: string): Promise<void> {
	await open(linkIn(await untilAsked(world, to), label), world.signal);
}
