import type { INode } from 'n8n-workflow';
import { ExpressionError, NodeApiError, NodeOperationError, UserError } from 'n8n-workflow';

import { ExecutionCancelled } from '../../../nodes/core/failures/cancellation.ts';
import type { FailureDetails } from '../../../nodes/core/failures/failures.ts';
import { ApiFailure, InvalidInput, NodeFault } from '../../../nodes/core/failures/failures.ts';
import { LONGEST_QUOTE } from '../../../nodes/core/failures/text.ts';
import {
	errorItem,
	failureOf,
	toListError,
	toNodeError,
	toTriggerError,
} from '../../../nodes/core/failures/toNodeError.ts';

const node = (type = 'sety') => ({ name: 'Node', type, parameters: {} }) as unknown as INode;
const KEY = 'sety_live_0123456789';
const badInput = new InvalidInput('Note is too long', 'Shorten it.');
const refused = (details: Partial<FailureDetails> = {}) =>
	new ApiFailure('Sety refused the incident', 'Correct it.', {
		...{ attempts: 1, certainlyWithoutEffect: true },
		...details,
	});

const odd: Array<[string, unknown]> = [
	['TypeError', new TypeError("Cannot read properties of undefined (reading 'x')")],
	['RangeError', new RangeError('Maximum call stack size exceeded')],
	['Error', new Error(`Authorization: Bearer ${KEY}`)],
	['Error', 'a text'],
	['Error', undefined],
	['Error', { message: 'no error' }],
	['Error', Object.create(null)],
	['Error', Object.assign(new Error('x'), { name: `a ${KEY}` })],
];

it.each(odd)("%s, %#: our own text, nothing of the engine's", (kind, reason) => {
	const { message, description } = toNodeError(node(), reason, 3);

	expect(message).toBe(`The node stopped with an unexpected fault (${kind}) [item 3]`);
	expect(description).toMatch(/^Check at the service whether the item was sent/);
	expect(`${message} ${description}`).not.toMatch(
		/undefined|Cannot read|call stack|\[object|sety_live/,
	);
});

const LINK = '<a href="https://x.example">Sign in</a>';

it.each([
	new InvalidInput(`Category is ${LINK}`, `Use ${LINK}.`),
	new ApiFailure(`Sety says: ${LINK}`, `Correct ${LINK}.`, {
		...{ attempts: 1, certainlyWithoutEffect: true },
	}),
	new UserError(LINK),
	new ExpressionError(LINK, { parameter: LINK }),
])('%#: a text from outside is no link in the notices of n8n, which show HTML', (reason) => {
	const { message, description } = toNodeError(node(), reason, 0);

	expect(`${message} ${description}`).toContain('‹a href="https://x.example">Sign in‹/a>');
	expect(`${message} ${description}`).not.toContain('<');
});

it("quotes n8n's messages for users, without a key", () => {
	const { description } = toNodeError(node(), new UserError(`No value, Bearer ${KEY}`), undefined);

	expect(description).toMatch(/^n8n says: No value, Bearer \[hidden\]\. Check at/);
});

it('an expression that cannot be resolved names the parameter and what n8n says', () => {
	const reason = new ExpressionError("Referenced node doesn't exist", { parameter: 'note' });
	const { message, description } = toNodeError(node(), reason, 0);

	expect(message).toBe('An expression in this node cannot be resolved (parameter "note") [item 0]');
	expect(description).toBe(
		"n8n says: Referenced node doesn't exist. Correct the expression. Nothing was sent for this item.",
	);
});

it.each<[string, unknown, string]>([
	['what the user has to correct', badInput, 'Note is too long. Shorten it.'],
	['what a service refused', refused(), 'Sety refused the incident. Correct it.'],
	[
		'an error of n8n',
		new NodeOperationError(node(), 'No credentials', { description: 'Set them up!' }),
		'No credentials. Set them up!',
	],
	['an error without a description', new NodeOperationError(node(), 'Broken'), 'Broken.'],
])('a trigger says in the message how to go on after %s', (_what, reason, message) => {
	const error = toTriggerError(node(), reason);

	expect(error.message).toBe(message);
	expect(error.description).toBeUndefined();
});

it('an agent gets the whole text in the message', () => {
	expect(toNodeError(node('setyTool'), new TypeError('x'), 0).message).toMatch(
		/unexpected fault \(TypeError\)\. Check at the service/,
	);
});

it('a cancelled execution keeps the word by which n8n recognizes it', () => {
	const error = toNodeError(node(), new ExecutionCancelled(), 2);

	expect(error.message).toBe('The execution was canceled');
	expect(error.context.itemIndex).toBe(2);
});

it('an expression that names no parameter is quoted in part, without a key', () => {
	const reason = new ExpressionError(`Bearer ${KEY} ${'a'.repeat(1000)}`);
	const { message, description } = toNodeError(node(), reason, undefined);

	expect(message).toBe('An expression in this node cannot be resolved');
	const quoted = `Bearer [hidden] ${'a'.repeat(1000)}`.slice(0, LONGEST_QUOTE);
	expect(description).toBe(
		`n8n says: ${quoted}. Correct the expression. Nothing was sent for this item.`,
	);
});

it.each<[string, unknown]>([
	['bad input', badInput],
	['a refusal', refused()],
	['an unexpected fault', new TypeError('x')],
])('%s: the message names the item, and n8n knows it, too', (_what, reason) => {
	const ofItem = toNodeError(node(), reason, 3);
	const ofAll = toNodeError(node(), reason, undefined);

	expect(ofItem.message).toMatch(/ \[item 3\]$/);
	expect(ofItem.context.itemIndex).toBe(3);
	expect(ofAll.message).not.toContain('[item');
	expect(ofAll.context.itemIndex).toBeUndefined();
});

it.each<[string, unknown, string, string]>([
	['bad input', badInput, 'Note is too long', 'Shorten it.'],
	['a refusal', refused(), 'Sety refused the incident', 'Correct it.'],
])('%s: what happened, and how to go on', (_what, reason, message, howToGoOn) => {
	expect(toNodeError(node(), reason, undefined)).toMatchObject({
		message,
		description: howToGoOn,
	});
	expect(toNodeError(node('setyTool'), reason, 3).message).toBe(`${message}. ${howToGoOn}`);
});

it('an unexpected fault is explained to an agent once', () => {
	const { message, description } = toNodeError(node('setyTool'), new TypeError('x'), 0);

	expect(message).toContain('report it to the maintainers of the node.');
	expect(description ?? '').toBe('');
});

it('a refusal holds the status and the answer of the service', () => {
	const error = toNodeError(node(), refused({ status: 422, answer: 'No such note' }), 0);

	expect(error).toBeInstanceOf(NodeApiError);
	expect(error).toMatchObject({ httpCode: '422', errorResponse: { answer: 'No such note' } });
});

it('a call without an answer has no status', () => {
	const error = toNodeError(node(), refused({ code: 'ECONNRESET' }), 0);

	expect(error).toMatchObject({ httpCode: null, errorResponse: { answer: '' } });
});

it.each([new NodeApiError(node(), { message: 'x' }), new NodeOperationError(node(), 'x')])(
	'%s: an error of n8n stays as it is',
	(reason) => {
		expect(toNodeError(node(), reason, 3)).toBe(reason);
	},
);

describe('why a call failed, as n8n counts it', () => {
	const wait = { retryAfterMs: 90_000 };
	const counted: Array<[string, unknown, NonNullable<ReturnType<typeof failureOf>>]> = [
		['bad input', badInput, { cause: 'configuration-invalid' }],
		['a limit', refused({ status: 429 }), { cause: 'rate-limited' }],
		['a limit with a wait', refused({ status: 429, ...wait }), { cause: 'rate-limited', ...wait }],
		['a wait alone', refused(wait), { cause: 'rate-limited', ...wait }],
		['a refused key', refused({ status: 401 }), { cause: 'credential-invalid' }],
		['an outage', refused({ status: 503 }), { cause: 'temporarily-unavailable' }],
		[
			'an outage with a wait',
			refused({ status: 503, ...wait }),
			{ cause: 'temporarily-unavailable', ...wait },
		],
		['no answer', refused({ code: 'ECONNRESET' }), { cause: 'temporarily-unavailable' }],
	];
	const others: Array<[string, unknown]> = [
		['another status', refused({ status: 422 })],
		['a refusal without a status', refused()],
		['an unexpected fault', new TypeError('x')],
		['nothing', undefined],
	];

	it.each(counted)('%s counts', (_what, reason, failure) => {
		expect(failureOf(reason)).toStrictEqual(failure);
	});

	it.each(counted)('n8n is told about %s', (_what, reason, failure) => {
		expect(toNodeError(node(), reason, 0).failure).toEqual(failure);
	});

	it.each(others)('%s does not count', (_what, reason) => {
		expect(failureOf(reason)).toBeUndefined();
		expect(toNodeError(node(), reason, 0).failure).toBeUndefined();
	});
});

describe('the output item of an item that failed', () => {
	const itemOf = (reason: unknown, toErrorOutput = false) =>
		errorItem(toNodeError(node(), reason, 3), reason, 3, toErrorOutput);

	it.each<[unknown, string, string]>([
		[badInput, 'invalidInput', 'NodeOperationError'],
		[new NodeFault('Base URL is empty', ''), 'configuration', 'NodeOperationError'],
		[refused(), 'service', 'NodeApiError'],
		[new TypeError('x'), 'unexpected', 'NodeOperationError'],
	])('%s: its kind, for workflows to branch on', (reason, kind, type) => {
		expect(itemOf(reason)).toMatchObject({
			json: { details: { kind, type, item: 3 } },
			pairedItem: { item: 3 },
		});
	});

	it('says what happened, how to go on and what the service answered', () => {
		const { json } = itemOf(refused({ status: 422, answer: 'No such note' }));

		expect(json).toEqual({
			error: 'Sety refused the incident [item 3]',
			details: {
				...{ type: 'NodeApiError', kind: 'service', item: 3, howToGoOn: 'Correct it.' },
				...{ status: 422, answer: 'No such note', attempts: 1, certainlyWithoutEffect: true },
			},
		});
	});

	it('shows no details of an error that is not ours', () => {
		const { json } = itemOf(Object.assign(new TypeError('x'), { details: { sent: KEY } }));

		expect(JSON.stringify(json)).not.toContain(KEY);
	});

	it('says no way to go on where there is none', () => {
		const { json } = itemOf(new NodeOperationError(node(), 'x'));

		expect(json.details).not.toHaveProperty('howToGoOn');
	});

	it('shows the error to the error output, but does not copy it there', () => {
		const output = itemOf(badInput, true);

		expect(output.error).toBeInstanceOf(NodeOperationError);
		expect({ ...output }).not.toHaveProperty('error');
		expect(itemOf(badInput)).not.toHaveProperty('error');
	});
});

describe('in place of a list, which a person sees', () => {
	it.each(['sety', 'setyTool'])('%s: message and description stay apart', (type) => {
		const { name, message, description } = toListError(node(type), badInput);

		expect({ name, message, description }).toEqual({
			name: 'NodeApiError',
			message: 'Note is too long',
			description: 'Shorten it.',
		});
	});

	it.each(['sety', 'setyTool'])('%s: a failure of the service is as it is', (type) => {
		const error = toListError(node(type), refused({ status: 403 }));

		expect(error).toMatchObject({
			message: 'Sety refused the incident',
			description: 'Correct it.',
			httpCode: '403',
		});
	});
});
