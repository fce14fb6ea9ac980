import type { N8nRest } from '../../harness/n8n/rest.mts';
import { SAFETYKIT_KEY, TEST_KEY, type Sandbox } from '../../harness/sandbox.mts';
import type { Credentials } from './exampleFile.mts';
import type { World } from './runExample.mts';

/** The header by which an example's webhook knows its caller. */
export const APP_KEY = { name: 'x-app-key', value: 'app-key-of-the-demo' };

/** What is different from the usual credentials. */
export interface CredentialChange {
	/** Another key of the sandbox for Sety; the credential is saved under another name. */
	setyKey?: string;
	/** The same for SafetyKit. */
	safetyKitKey?: string;
}

/** Saves the credentials that connect the examples to the sandbox, to the stand-in of a language model and to the inbox. */
export async function saveCredentials(
	rest: N8nRest,
	{ sandbox, model, inbox }: Omit<World, 'signal'>,
	change: CredentialChange = {},
): Promise<Credentials> {
	return {
		...(await saveServiceCredentials(rest, sandbox, change)),
		// The stand-in takes any key; n8n wants one.
		...(await save(rest, 'openAiApi', 'Scripted Model', {
			apiKey: 'not-needed',
			organizationId: '',
			url: model.url,
			header: false,
		})),
		...(await save(rest, 'smtp', 'Mail on This Machine', inbox.credentials.smtp)),
		...(await save(rest, 'httpHeaderAuth', 'Key of Your App', APP_KEY)),
		...(await save(rest, 'telegramApi', 'Chat on This Machine', inbox.credentials.telegramApi)),
	};
}

/** Saves those of our own nodes. */
export async function saveServiceCredentials(
	rest: N8nRest,
	sandbox: Sandbox,
	{ setyKey = TEST_KEY, safetyKitKey = SAFETYKIT_KEY }: CredentialChange = {},
): Promise<Record<'setyApi' | 'samsaraApi' | 'safetyKitApi', SavedCredential>> {
	const { setyApi, samsaraApi, safetyKitApi } = sandbox.credentials;
	const nameOf = (service: string, isOther: boolean) =>
		isOther ? `${service} Sandbox, other key` : `${service} Sandbox`;
	const setyName = nameOf('Sety', setyKey !== TEST_KEY);
	const safetyKitName = nameOf('SafetyKit', safetyKitKey !== SAFETYKIT_KEY);
	return {
		...(await save(rest, 'setyApi', setyName, { ...setyApi, apiKey: setyKey })),
		...(await save(rest, 'samsaraApi', 'Samsara Sandbox', samsaraApi)),
		...(await save(rest, 'safetyKitApi', safetyKitName, { ...safetyKitApi, apiKey: safetyKitKey })),
	};
}

type SavedCredential = Credentials[string];

async function save<Type extends string>(
	rest: N8nRest,
	type: Type,
	name: string,
	data: Record<string, unknown>,
): Promise<Record<Type, SavedCredential>> {
	const saved = { id: await rest.saveCredential({ name, type, data }), name };
	return { [type]: saved } as Record<Type, SavedCredential>;
}
