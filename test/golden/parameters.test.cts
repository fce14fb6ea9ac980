import '../../harness/engine/environment.cts';

import type { INodeType } from 'n8n-workflow';

import { SafetyKitApi } from '../../credentials/SafetyKitApi.credentials.ts';
import { SamsaraApi } from '../../credentials/SamsaraApi.credentials.ts';
import { SamsaraOAuth2Api } from '../../credentials/SamsaraOAuth2Api.credentials.ts';
import { SetyApi } from '../../credentials/SetyApi.credentials.ts';
import { SafetyKit } from '../../nodes/SafetyKit/SafetyKit.node.ts';
import { SafetyKitTrigger } from '../../nodes/SafetyKit/SafetyKitTrigger.node.ts';
import { Samsara } from '../../nodes/Samsara/Samsara.node.ts';
import { SamsaraTrigger } from '../../nodes/Samsara/SamsaraTrigger.node.ts';
import { Sety } from '../../nodes/Sety/Sety.node.ts';
import { SetyTrigger } from '../../nodes/Sety/SetyTrigger.node.ts';
import { withoutTexts } from './described.cts';

const nodes: INodeType[] = [
	new Sety(),
	new SetyTrigger(),
	new Samsara(),
	new SamsaraTrigger(),
	new SafetyKit(),
	new SafetyKitTrigger(),
];

it.each(nodes.map((node) => [node.description.name, node] as const))(
	'%s keeps what workflows store: names, types, values, defaults and conditions',
	(_name, { description, methods }) => {
		const { name, version, group, inputs, outputs, credentials, polling, usableAsTool, webhooks } =
			description;
		expect({
			name,
			version,
			group,
			inputs,
			outputs,
			credentials,
			polling,
			usableAsTool,
			webhooks,
			searchMethods: Object.keys(methods?.listSearch ?? {}),
			properties: withoutTexts(description.properties),
		}).toMatchSnapshot();
	},
);

const credentials = [new SetyApi(), new SamsaraApi(), new SamsaraOAuth2Api(), new SafetyKitApi()];

it.each(credentials.map((credential) => [credential.name, credential] as const))(
	'%s keeps what n8n stores of it',
	(name, credential) => {
		const inherited = 'extends' in credential ? credential.extends : undefined;
		expect({
			name,
			inherited,
			properties: withoutTexts(credential.properties),
		}).toMatchSnapshot();
	},
);
