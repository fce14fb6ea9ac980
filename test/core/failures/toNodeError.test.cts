import type { INode } from 'n8n-workflow';
import { ExpressionError, UserError } from 'n8n-workflow';

import { toNodeError } from '../../../nodes/core/failures/toNodeError.ts';
import { ExecutionCancelled } from '../../../nodes/core/failures/cancellation.ts';

const node = (type = 'sety') => ({ name: 'Node', type, parameters: {} }) as unknown as INode;
const KEY = 'sety_live_0123456789';

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

it('an agent gets the whole text in the message', () => {
	expect(toNodeError(node('setyTool'), new TypeError('x'), 0).message).toMatch(
		/unexpected fault \(TypeError\)\. Check at the service/,
	);
});

it('a cancelled execution keeps the word by which n8n recognizes it', () => {
	expect(toNodeError(node(), new ExecutionCancelled(), undefined).message).toContain('canceled');
});
