import './environment.cts';

import type { ICredentialTestRequest, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { Credential } from './credentials.cts';
import { runNode } from './runNode.cts';

/**
 * What the credential test tells a user: "ok", the text of the rule for the status or the body, or that there is no rule
 * for it (n8n 2.41.1, credentials-tester.service).
 */
export async function testCredential(credentials: Record<string, Credential>): Promise<string> {
	const [entry] = Object.entries(credentials);
	const [name, { type }] = entry as [string, Credential];
	const test = type.test as ICredentialTestRequest;
	const { error, json } = await runNode({
		node: testerOf(name, test),
		parameters: { temp: '' },
		credentials,
	});
	if (error === undefined) {
		const broken = test.rules?.find(
			(rule) =>
				rule.type === 'responseSuccessBody' &&
				valueAt(json[0], rule.properties.key) === rule.properties.value,
		);
		return broken?.properties.message ?? 'ok';
	}
	const { httpCode } = error as { httpCode?: string };
	const rule = test.rules?.find(({ properties }) => String(properties.value) === httpCode);
	return rule?.properties.message ?? `no rule for ${httpCode}: ${error.message}`;
}

/** As lodash's `get`, which n8n uses: inherited properties count, and those of texts. */
function valueAt(body: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>(
			(at, name) => (at as Record<string, unknown> | null | undefined)?.[name],
			body,
		);
}

/** n8n tests a credential with a declarative node of one property that makes its test request. */
function testerOf(name: string, { request }: ICredentialTestRequest): INodeType {
	return {
		description: {
			displayName: 'Tester',
			name: 'tester',
			group: ['input'],
			version: 1,
			description: 'Makes the test request of a credential',
			defaults: { name: 'Tester' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name, required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					routing: { request },
					default: '',
				},
			],
		},
	};
}
