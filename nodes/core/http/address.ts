import { InvalidInput } from '../failures/InvalidInput';
import { cleaned } from '../form/cleaned';

/** Characters that end or change an address on the way, also where they are encoded. */
const UNFIT = /[\s\\?#\p{Cc}\p{Cf}]|%(?:2e|2f|5c|25|3f|23|0[0-9a-f]|1[0-9a-f]|7f)/iu;
/** A part of the path that names the folder itself, or the one above; some servers drop what follows a semicolon first. */
const DOTS = /\/\.{1,2}(?:;[^/]*)?(?:\/|$)/;

/**
 * A credential's base URL, without a slash at the end. Throws InvalidInput for one that paths cannot be appended to, that
 * leads elsewhere than it reads, or that carries a password.
 *
 * @param howToGoOn an example, with its full stop
 */
export function plainBaseUrl(written: string, service: string, howToGoOn: string): string {
	const trimmed = cleaned(written).replace(/\/+$/, '');
	const isPlain =
		/^https?:\/\/[^/@]+(?:\/|$)/i.test(trimmed) &&
		!UNFIT.test(trimmed) &&
		!DOTS.test(trimmed.normalize('NFKC'));
	if (isPlain && URL.canParse(trimmed)) return trimmed;
	throw new InvalidInput(
		`Base URL of the ${service} credential is not a plain web address`,
		howToGoOn,
	);
}

/** The machine itself: what goes there leaves no wire. */
const LOOPBACK =
	/^(?:localhost|(?:[\w-]+\.)+localhost|127(?:\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])\.?$/i;

/**
 * Throws InvalidInput when a key or token would go over plain http to another machine, where it can be read on its way.
 *
 * @param key what would be read, "the API Token"
 * @param instead what else helps, ", or …"
 */
export function refuseReadable(baseUrl: string, service: string, key: string, instead = ''): void {
	const { protocol, hostname } = new URL(baseUrl);
	if (protocol === 'https:' || LOOPBACK.test(hostname)) return;
	throw new InvalidInput(
		`Base URL of the ${service} credential begins with http, at which ${key} can be read on its way`,
		`Use https${instead}. http is for addresses of this machine, such as http://127.0.0.1:4010. Nothing was sent.`,
	);
}

/**
 * The path with a value for each name in braces. Throws InvalidInput for a value that cannot be a part of a path: nothing,
 * dots alone, which lead to another path, and half a character.
 */
export function filledIn(path: string, values: Readonly<Record<string, string>>): string {
	return path.replaceAll(/\{(\w+)\}/g, (_placeholder, name: string) => {
		const value = values[name] ?? '';
		if (!/^\.{0,2}$/.test(value) && !LONE_SURROGATE.test(value)) return encodeURIComponent(value);
		throw new InvalidInput(
			`The ID for "${name}" cannot be a part of an address`,
			'Check the expression that gives this ID. Nothing was sent for it.',
		);
	});
}

/** Half of a character outside the basic plane, as slicing a text leaves it. */
const LONE_SURROGATE = /\p{Surrogate}/u;
