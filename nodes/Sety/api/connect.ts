import type { Connect } from '../../core/http/connect';
import { connector } from '../../core/http/connect';
import type { RequestingContext } from '../../core/http/n8nTransport';
import { checkCall, setyCall } from './call';
import type { SetyClient } from './client';
import { setyClient } from './client';
import { parseCredential } from './credential';

const CREDENTIAL_TYPE = 'setyApi';

/** Any key, also one that a service quotes in part. */
const KEY_FORM = /sety_(?:live|test)_\w+/g;

export function connectSety(context: RequestingContext): Connect<SetyClient> {
	return connector(context, {
		name: 'Sety',
		credentialType: CREDENTIAL_TYPE,
		open(data, fetchFor) {
			const { apiKey, ...account } = parseCredential(data);
			const fetch = fetchFor(`${account.baseUrl} ${apiKey}`);
			const secrets = [apiKey, KEY_FORM];
			return (settings) =>
				setyClient(setyCall({ account, fetch, secrets, settings }), account, (name, path) =>
					checkCall(name, { account, settings }, path),
				);
		},
	});
}
