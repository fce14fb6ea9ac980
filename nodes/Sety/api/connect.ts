import { n8nClient } from '../../shared/http/n8nClient';
import type { RequestingContext } from '../../shared/http/n8nTransport';
import type { CallSettings } from '../../shared/operation/settings';
import { checkCall, setyCall } from './call';
import type { SetyClient } from './client';
import { setyClient } from './client';
import { parseCredential } from './credential';

const CREDENTIAL_TYPE = 'setyApi';

/** Any key, also one that a service quotes in part. */
const KEY_FORM = /sety_(?:live|test)_\w+/g;

/** Reads the credential once. Throws InvalidInput when it cannot work. */
export async function connectSety(
	context: RequestingContext,
): Promise<(settings: CallSettings) => SetyClient> {
	const { apiKey, ...account } = parseCredential(await context.getCredentials(CREDENTIAL_TYPE));
	const fetch = n8nClient(context, CREDENTIAL_TYPE);
	const secrets = [apiKey, KEY_FORM];
	return (settings) =>
		setyClient(setyCall({ account, fetch, secrets, settings }), account, (name, path) =>
			checkCall(name, { account, settings }, path),
		);
}
