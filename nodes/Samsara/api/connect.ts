import { systemClock } from '../../shared/clock';
import { cancelSignalOf, n8nClient } from '../../shared/http/n8nClient';
import type { Secret } from '../../shared/errors/redact';
import type { RequestingContext } from '../../shared/http/n8nTransport';
import type { CallSettings } from '../../shared/operation/settings';
import { samsaraCall } from './call';
import type { SamsaraClient } from './client';
import { samsaraClient } from './client';
import { RENEWED, parseCredential, PASTED } from './credential';
import { renewedTokensHidden } from './renewedTokens';

/** Any token of the dashboard, also one that is quoted in part (observed form). */
const TOKEN_FORM = /samsara_api_\w+/g;

/** Reads the credential that the node's `authentication` names, once. Throws InvalidInput when it cannot work. */
export async function connectSamsara(
	context: RequestingContext,
	authentication: unknown,
): Promise<(settings: CallSettings) => SamsaraClient> {
	const renewsToken = authentication === 'oAuth2';
	const credentialType = renewsToken ? RENEWED : PASTED;
	const read = async () =>
		parseCredential(credentialType, await context.getCredentials(credentialType));
	const { account, secrets: known } = await read();
	const secrets: Secret[] = [...known, TOKEN_FORM];
	const clean = renewsToken
		? renewedTokensHidden(secrets, async () => (await read()).secrets)
		: undefined;
	const fetch = n8nClient(context, credentialType, { renewsToken });
	const ending = { clock: systemClock, signal: cancelSignalOf(context), account: account.baseUrl };
	return (settings) =>
		samsaraClient(samsaraCall({ account, fetch, secrets, clean, settings }), ending);
}
