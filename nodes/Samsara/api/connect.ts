import { systemClock } from '../../core/clock';
import type { Connect, Service } from '../../core/http/connect';
import { connector } from '../../core/http/connect';
import type { Secret } from '../../core/failures/redact';
import type { RequestingContext } from '../../core/http/n8nTransport';
import { cancelSignalOf } from '../../core/http/n8nTransport';
import { samsaraCall } from './call';
import type { SamsaraClient } from './client';
import { samsaraClient } from './client';
import { RENEWED, parseCredential, PASTED } from './credential';
import { renewedTokensHidden } from './renewedTokens';

/** Any token of the dashboard, also one that is quoted in part (observed form). */
const TOKEN_FORM = /samsara_api_\w+/g;

/** @param authentication the value of the node's parameter, which names the credential */
export function connectSamsara(
	context: RequestingContext,
	authentication: unknown,
): Connect<SamsaraClient> {
	const renewsToken = authentication === 'oAuth2';
	const credentialType = renewsToken ? RENEWED : PASTED;
	const presentSecrets = async () =>
		parseCredential(credentialType, await context.getCredentials(credentialType)).secrets;
	const service: Service<SamsaraClient> = {
		name: 'Samsara',
		credentialType,
		open(data, fetchFor) {
			const { account, secrets: known } = parseCredential(credentialType, data);
			const fetch = fetchFor(`${account.baseUrl} ${renewsToken ? '' : known.join(' ')}`);
			const secrets: Secret[] = [...known, TOKEN_FORM];
			const clean = renewsToken ? renewedTokensHidden(secrets, presentSecrets) : undefined;
			const signal = cancelSignalOf(context);
			const ending = { clock: systemClock, signal, account: account.baseUrl };
			return (settings) =>
				samsaraClient(samsaraCall({ account, fetch, secrets, clean, settings }), ending);
		},
	};
	return connector(context, service, { renewsToken });
}
