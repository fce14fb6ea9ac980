import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Set by run.mts. */
const { OUTSIDE_HOST: host = '' } = process.env;

export const PACKAGE = join(host, 'node_modules/@samsarahq/samsara');

type Call = (request: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** What is called of the vendor's client. */
export interface SamsaraClient {
	safety: Record<'getSafetyEventsV2' | 'getSafetyEventsV2Stream', Call>;
	previewApIs: Record<'patchSafetyEventsV2Batch', Call>;
	safetyScores: Record<
		| 'getDriverSafetyScores'
		| 'getVehicleSafetyScores'
		| 'getTagSafetyScores'
		| 'getTagGroupSafetyScores',
		Call
	>;
}

interface Options {
	token: string;
	baseUrl: string;
	maxRetries: number;
}

/** The vendor's own client, with the sandbox behind it. */
export function samsaraClient(credential: { accessToken: string; baseUrl: string }): SamsaraClient {
	const load = createRequire(__filename);
	const { SamsaraClient: Client } = load(PACKAGE) as {
		SamsaraClient: new (options: Options) => SamsaraClient;
	};
	return new Client({ token: credential.accessToken, baseUrl: credential.baseUrl, maxRetries: 0 });
}
