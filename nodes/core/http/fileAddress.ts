import { isOnThisMachine } from './address';
import { urlOf } from './url';

/** A literal address. `URL` has written IPv4 in decimals by then, whatever its notation was, and IPv6 in brackets. */
const ADDRESS = /^\[|^\d+(?:\.\d+){3}$/;
/** Names that no public server has: RFC 6761, RFC 6762, RFC 8375, those reserved by ICANN, and common ones of networks. */
const OF_A_NETWORK =
	/\.(?:localhost|local|internal|private|intranet|lan|home|corp|localdomain|home\.arpa)$/;

/**
 * Why the node does not fetch a file from a link of a service; undefined if it may. It knows what the link says, and looks up
 * no name: a public name that leads to a private address is up to the protection of n8n itself.
 *
 * @param admitsThisMachine whether the service runs on this machine, as the sandbox does, and so may its files
 */
export function whyNotFetched(link: string, admitsThisMachine: boolean): string | undefined {
	const url = urlOf(link);
	if (url === undefined) return 'is not a web address';
	const { protocol, hostname, username, password } = url;
	if (username !== '' || password !== '') return 'contains a user name';
	const isWeb = protocol === 'https:' || protocol === 'http:';
	if (isWeb && admitsThisMachine && isOnThisMachine(link)) return undefined;
	if (protocol !== 'https:') return 'does not start with https';
	const host = hostname.replace(/\.$/, '');
	if (ADDRESS.test(host)) return 'has an IP address in place of a host name';
	const isPublic = host.includes('.') && !OF_A_NETWORK.test(host);
	return isPublic ? undefined : 'leads into a private network';
}
