import { ApiFailure } from '../../core/failures/failures';
import type { Secret } from '../../core/failures/redact';
import { redact } from '../../core/failures/redact';

/** Takes out of a failure what must not be shown. */
export type Clean = (failure: ApiFailure) => Promise<ApiFailure>;

/** The beginning of a token that a quote was cut off in is hidden when it has this many characters. */
const SHORTEST_BEGINNING = 4;

/**
 * n8n renews the tokens of OAuth2 on the way, so those that were read with the credential are not all that an answer can
 * quote. A failure is therefore looked through with the tokens that the credential has by then; they are secrets from
 * then on.
 *
 * @param secrets what is known so far; what is new is added
 * @param read the secrets of the credential as it is now
 */
export function renewedTokensHidden(
	secrets: Secret[],
	read: () => Promise<readonly string[]>,
): Clean {
	return async (failure) => {
		// The failure counts, also when the credential was deleted meanwhile.
		const present = await read().catch((): string[] => []);
		const renewed = present.filter((secret) => !secrets.includes(secret));
		secrets.push(...renewed);
		return renewed.length === 0 ? failure : withoutTokens(failure, renewed);
	};
}

function withoutTokens(failure: ApiFailure, tokens: readonly string[]): ApiFailure {
	const { answer = '', ...others } = failure.details;
	if (answer === '') return failure;
	// The texts quote the answer as it stands here, which was cut to its length before anybody knew of these tokens.
	const clean = tokens.reduce(withoutBeginning, redact(answer, tokens));
	const cleaned = (text: string) => text.replaceAll(answer, clean);
	const details = { ...others, answer: clean };
	return new ApiFailure(cleaned(failure.message), cleaned(failure.howToGoOn), details);
}

/** Without the part of the token that the text ends with. */
function withoutBeginning(text: string, token: string): string {
	for (let length = token.length - 1; length >= SHORTEST_BEGINNING; length--) {
		if (text.endsWith(token.slice(0, length))) return `${text.slice(0, -length)}[hidden]`;
	}
	return text;
}
