import { ApiFailure } from '../../core/failures/failures';
import { orApiFailure } from '../../core/http/callFailure';
import type { Secret } from '../../core/failures/redact';
import { mergeFields, toQuery } from '../../core/form/requestFields';
import { fillPath } from '../../core/http/address';
import type { Fetch, Fetched } from '../../core/http/client';
import type { JsonRecord } from '../../core/json';
import type { CallSettings } from '../../core/run/settings';
import { limitsOf } from '../../core/run/settings';
import type { SamsaraAccount } from './credential';
import type { EndpointName } from './endpoints';
import { endpoints } from './endpoints';
import { explainStatus } from './explainStatus';
import type { Clean } from './renewedTokens';

export interface CallInput {
	/** Values for the placeholders of the path. */
	path?: Record<string, string>;
	/** Undefined ones are not sent. */
	fields: JsonRecord;
	/** False for calls that the user did not ask for, such as a look-up on the way: Extra Fields are not theirs. */
	withExtraFields?: boolean;
}

/** The answer to a call. `lacks` makes the words about one in which something essential is missing. */
export type Called = Omit<Fetched, 'lacks'> & { lacks(missing: string): Promise<ApiFailure> };

/** Calls one endpoint. Throws ApiFailure. */
export type Call = (name: EndpointName, input: CallInput) => Promise<Called>;

export interface CallContext {
	account: SamsaraAccount;
	fetch: Fetch;
	/** Never shown to anybody. */
	secrets: readonly Secret[];
	/** Takes out of a failure the secrets that came up since. */
	clean?: Clean | undefined;
	settings: CallSettings;
}

export function samsaraCall(context: CallContext): Call {
	const { account, fetch, secrets, clean = async (failure) => failure, settings } = context;
	return async (name, { path = {}, fields, withExtraFields = true }) => {
		const { method, path: template, effect, rateLimit, title } = endpoints[name];
		const { extraFields } = settings;
		const given = Object.entries(fields).filter(([, value]) => value !== undefined);
		const sent = mergeFields(Object.fromEntries(given), withExtraFields ? extraFields : {});
		const request = {
			method,
			url: account.baseUrl + fillPath(template, path),
			effect,
			...limitsOf(settings),
			rateLimit,
			...(account.apiVersion === undefined
				? {}
				: { headers: { 'X-Samsara-Version': account.apiVersion } }),
			// Lists in a query are separated by commas (documented: style form, not exploded).
			...(method === 'GET' ? { query: toQuery(sent, 'comma') } : { body: sent }),
		};
		const fetched = await orApiFailure(
			fetch(request, {
				service: 'Samsara',
				call: title,
				secrets,
				explainStatus: (status, answer) =>
					explainStatus(name, account.credentialType, status, answer),
			}),
		);
		if (fetched instanceof ApiFailure) throw await clean(fetched);
		return { ...fetched, lacks: async (missing) => await clean(fetched.lacks(missing)) };
	};
}
