import assert from 'node:assert/strict';
import { PACKAGE_NAME } from '../../../harness/n8n/communityPackage.mts';
import type { N8nRest } from '../../../harness/n8n/rest.mts';
import { loadedNodes, type LoadedNode } from '../package/loaded.mts';
import { searches } from './searches.mts';

/** Those that n8n sorts nodes by (its documentation of node codex files). */
const CATEGORIES = [
	'Analytics',
	'Communication',
	'Data & Storage',
	'Development',
	'Finance & Accounting',
	'Marketing & Content',
	'Miscellaneous',
	'Productivity',
	'Sales',
	'Utility',
];

/** Every word that a person is expected to type is one of the node's own, and n8n knows its categories. */
export async function assertCodex(rest: N8nRest): Promise<void> {
	const nodes = await loadedNodes(rest, PACKAGE_NAME);
	for (const [service, words] of Object.entries(searches)) {
		const name = `${PACKAGE_NAME}.${service.charAt(0).toLowerCase()}${service.slice(1)}`;
		const [node, trigger] = [name, `${name}Trigger`].map((one) => ofName(nodes, one));
		assert.deepEqual(
			words.filter((word) => node?.codex?.alias?.includes(word) !== true),
			[],
			`words that ${name} is not found by`,
		);
		for (const one of [node, trigger]) {
			const { alias = [], categories = [] } = one?.codex ?? {};
			assert.ok(
				alias.some((word) => words.includes(word)),
				`${one?.name} has words of its own`,
			);
			assert.ok(categories.length > 0, `${one?.name} has categories`);
			const unknown = categories.filter((category) => !CATEGORIES.includes(category));
			assert.deepEqual(unknown, [], `categories of ${one?.name}`);
		}
	}
}

function ofName(nodes: readonly LoadedNode[], name: string): LoadedNode {
	const found = nodes.find((node) => node.name === name);
	if (found === undefined) throw new Error(`n8n has not loaded ${name}.`);
	return found;
}
