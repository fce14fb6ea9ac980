import '../../harness/engine/environment.cts';

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import type { ICredentialType, INodeType } from 'n8n-workflow';

import { withoutTexts } from './described.cts';

const root = join(__dirname, '../..');

/** What package.json lets n8n load, with the names that n8n stores: the class has the name of its file. */
function loaded<T>(kind: 'nodes' | 'credentials'): Array<[string, new () => T]> {
	const manifest = readFileSync(join(root, 'package.json'), 'utf8');
	const { n8n } = JSON.parse(manifest) as { n8n: Record<typeof kind, string[]> };
	return n8n[kind].map((file) => {
		const source = file.replace(/^dist\//, '').replace(/\.js$/, '.ts');
		const [name = ''] = basename(source).split('.');
		const classes = jest.requireActual<Record<string, new () => T>>(join(root, source));
		return [name.charAt(0).toLowerCase() + name.slice(1), classes[name] as new () => T];
	});
}

it.each(loaded<INodeType>('nodes'))(
	'%s keeps what workflows store: names, types, values, defaults and conditions',
	(_name, Node) => {
		const { description, methods } = new Node();
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

it.each(loaded<ICredentialType>('credentials'))(
	'%s keeps what n8n stores of it',
	(_name, Credential) => {
		const credential = new Credential();
		const { name } = credential;
		const inherited = 'extends' in credential ? credential.extends : undefined;
		expect({
			name,
			inherited,
			properties: withoutTexts(credential.properties),
		}).toMatchSnapshot();
	},
);
