import { relative } from 'node:path';
import type { Expectation } from './examples/checks.mts';
import type { ExecutionResult, NodeResult } from './examples/execution.mts';
import { startsByItself } from './examples/exampleFile.mts';
import type { ImportedExample } from './examples/importExamples.mts';
import { timeZoneOfHost } from '../harness/n8n/environment.mts';
import type { Login } from '../harness/n8n/userFolder.mts';
import { accessText, type Sandbox } from '../harness/sandbox.mts';

/** A longer item is cut: the report is for reading, the editor shows all of it. */
const JSON_LENGTH = 1_000;

export interface Address {
	editor: string;
	examples: ImportedExample[];
	login: Login;
	sandbox: Sandbox;
	model: string;
	log: string;
}

/** What a person needs to go on from here. */
export function describeDemo(address: Address): string {
	const { editor, examples, login, sandbox, model, log } = address;
	return [
		'',
		'n8n is ready. Open a workflow and press "Execute workflow":',
		...examples.map(
			({ example, workflowId }) =>
				`  ${example.name}: ${editor}/workflow/${workflowId}` +
				(startsByItself(example) ? '  (active: starts by itself)' : ''),
		),
		'',
		`  Sign in with   ${login.email}  /  ${login.password}`,
		`  Language model ${model}  (a script in place of OpenAI; the AI agent uses it)`,
		'  Email and chat arrive on this machine only; nothing leaves it',
		`  Time zone      ${timeZoneOfHost()}`,
		`  Log of n8n     ${relative(process.cwd(), log)}`,
		'',
		'The nodes of the examples use the sandbox. Enter these values in a credential of your own:',
		'',
		...accessText(sandbox.access),
		'',
		'Stop everything with Ctrl-C. Your workflows stay in .demo/ for the next start.',
		'',
	].join('\n');
}

/** One executed example: each node with its output, then the expectations. */
export function describeRun(
	{ example }: ImportedExample,
	{ nodes }: ExecutionResult,
	expectations: Expectation[],
): string {
	const width = Math.max(...nodes.map(({ node }) => node.length));
	return [
		'',
		`${example.name} (examples/${example.file})`,
		...nodes.flatMap((result) => describeNode(result, width)),
		'',
		...expectations.flatMap(describeExpectation),
		'',
	].join('\n');
}

function describeNode(result: NodeResult, width: number): string[] {
	const { node, ran, items, error } = result;
	const count = ran ? `${items.length} ${items.length === 1 ? 'item' : 'items'}` : 'has not run';
	const [first] = items;
	return [
		`  ${node.padEnd(width)}  ${count}`,
		...(error === undefined ? [] : [`    ${error}`]),
		...(first === undefined ? [] : [`    ${asJson(first)}`]),
	];
}

function describeExpectation({ text, met, found }: Expectation): string[] {
	if (met) return [`  ✔ ${text}`];
	return [`  ✖ ${text}`, `    found: ${asJson(found)}`];
}

function asJson(value: unknown): string {
	const text = JSON.stringify(value) ?? 'nothing';
	if (text.length <= JSON_LENGTH) return text;
	return `${text.slice(0, JSON_LENGTH)}… (${text.length} characters)`;
}
