import {
	createSafetyKit,
	SAFETYKIT_BASE_PATH,
	SAFETYKIT_KEY,
	SAFETYKIT_WEBHOOK_SECRET,
} from './safetykit/service.cts';
import { basePathOf, REGIONS } from './samsara/region.cts';
import { createSamsara } from './samsara/service.cts';
import { FULL_TOKEN } from './samsara/tokens.cts';
import type { Service, Surroundings } from './service.cts';
import { TEST_KEY } from './sety/keys.cts';
import { createSety, SETY_BASE_PATH } from './sety/service.cts';

interface ListedService {
	readonly name: string;
	/** One for each host of the vendor. */
	readonly create: ReadonlyArray<(surroundings: Surroundings) => Service>;
	/** Fields of a credential that reaches the sandbox at this origin. */
	readonly credential: (origin: string) => { readonly baseUrl: string };
	readonly key: {
		readonly value: string;
		/** Name of the key in the greeting. */
		readonly label: string;
		/** Name of the header that carries the key, in lower case. */
		readonly header: string;
		/** What precedes the key in that header. */
		readonly prefix: string;
	};
	/** A GET below the base URL that answers 401 without the key, and 200 or 404 with it. */
	readonly keyedPath: string;
	/** What else a credential needs, in the greeting. */
	readonly further?: { readonly label: string; readonly value: string; readonly remark: string };
	/** Remarks of the greeting. */
	readonly remarks?: { readonly baseUrl?: string; readonly key?: string };
}

const BEARER = { header: 'authorization', prefix: 'Bearer ' } as const;

/** Every service of the sandbox, by the type of its credential. */
export const services = {
	setyApi: {
		name: 'Sety',
		create: [createSety],
		credential: (origin: string) => ({
			apiKey: TEST_KEY,
			baseUrl: `${origin}${SETY_BASE_PATH}`,
			endpointOverrides: '{}',
		}),
		key: { value: TEST_KEY, label: 'API key', ...BEARER },
		keyedPath: '/incidents',
		remarks: { key: 'a test key: it dispatches no responders' },
	},
	samsaraApi: {
		name: 'Samsara',
		create: REGIONS.map((region) => (own: Surroundings) => createSamsara(region, own)),
		credential: (origin: string) => ({
			accessToken: FULL_TOKEN,
			region: 'custom',
			baseUrl: `${origin}${basePathOf('us')}`,
			apiVersion: '',
		}),
		key: { value: FULL_TOKEN, label: 'access token', ...BEARER },
		keyedPath: '/safety-events/stream?startTime=2026-03-01T00:00:00Z',
		remarks: { baseUrl: 'choose the region Custom' },
	},
	safetyKitApi: {
		name: 'SafetyKit',
		create: [createSafetyKit],
		credential: (origin: string) => ({
			apiKey: SAFETYKIT_KEY,
			baseUrl: `${origin}${SAFETYKIT_BASE_PATH}`,
			webhookSecret: SAFETYKIT_WEBHOOK_SECRET,
			previousWebhookSecret: '',
		}),
		key: { value: SAFETYKIT_KEY, label: 'API key', ...BEARER },
		keyedPath: '/v1/data/listings/requests/none',
		further: {
			label: 'webhook secret',
			value: SAFETYKIT_WEBHOOK_SECRET,
			remark: 'for the trigger',
		},
	},
} satisfies Record<string, ListedService>;

export const serviceList: readonly ListedService[] = Object.values(services);

/** Names of the headers that carry a key, in lower case. */
export const KEY_HEADERS: readonly string[] = [
	...new Set(serviceList.map(({ key }) => key.header)),
];

export type SandboxCredentials = {
	readonly [Type in keyof typeof services]: ReturnType<(typeof services)[Type]['credential']>;
};

/** What a credential of each type holds to reach a sandbox. Samsara's reaches the US region. */
export function credentialsAt(origin: string): SandboxCredentials {
	const entries = Object.entries(services).map(([type, { credential }]) => [
		type,
		credential(origin),
	]);
	return Object.fromEntries(entries) as SandboxCredentials;
}

/** What a person enters in a credential by hand: a base URL and a key for each service. */
export const accessAt = (origin: string) =>
	serviceList.flatMap(({ name, credential, key, further, remarks = {} }) => [
		{ label: `${name} base URL`, value: credential(origin).baseUrl, remark: remarks.baseUrl },
		{ label: `${name} ${key.label}`, value: key.value, remark: remarks.key },
		...(further === undefined ? [] : [{ ...further, label: `${name} ${further.label}` }]),
	]);
