import { InvalidInput } from '../errors/InvalidInput';

/**
 * A credential's base URL, without a slash at the end. Throws InvalidInput for one that paths cannot be appended to, or
 * that carries a password.
 *
 * @param howToGoOn an example, with its full stop
 */
export function plainBaseUrl(written: string, service: string, howToGoOn: string): string {
	const trimmed = written.trim().replace(/\/+$/, '');
	const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
	const isHttp = url?.protocol === 'https:' || url?.protocol === 'http:';
	const isPlain = url?.username === '' && url.password === '' && !/[?#]/.test(trimmed);
	if (isHttp && isPlain) return trimmed;
	throw new InvalidInput(
		`Base URL of the ${service} credential is not a plain web address`,
		howToGoOn,
	);
}

/** The path with a value for each name in braces. */
export function filledIn(path: string, values: Readonly<Record<string, string>>): string {
	return path.replaceAll(/\{(\w+)\}/g, (_placeholder, name: string) =>
		encodeURIComponent(values[name] ?? ''),
	);
}
