import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { virtualTime } from '../../../harness/engine/virtualTime.cts';
import { contact, safetyKitBench } from '../../../harness/engine/safetyKit.cts';
import type { FaultOrder } from '../../../sandbox/faults.cts';

interface FilterNode {
	name: string;
	parameters: { conditions: { conditions: Array<{ leftValue: string }> } };
}

const safetyKit = safetyKitBench();

const { nodes } = JSON.parse(
	readFileSync(join(__dirname, '../../../examples/safetykit-outbox.json'), 'utf8'),
) as { nodes: FilterNode[] };

const conditionOf = (filter: string) =>
	nodes
		.find(({ name }) => name === filter)
		?.parameters.conditions.conditions[0]?.leftValue.slice('={{'.length, -2);

interface Situation {
	fault?: FaultOrder | undefined;
	credential?: ICredentialDataDecryptedObject | undefined;
}

/** Whether the example would mark a row as refused, by what its own condition makes of the error item. */
const isMarkedAsRefused = async (
	item: IDataObject,
	fault?: FaultOrder,
	credential?: ICredentialDataDecryptedObject,
) => await passes('Only What Is Refused', item, { fault, credential });

/** Whether the error item of a row passes a filter of the example. */
async function passes(
	filter: string,
	item: IDataObject,
	{ fault, credential = {} }: Situation,
): Promise<unknown> {
	const condition = conditionOf(filter);
	virtualTime();
	if (fault !== undefined) await safetyKit.sandbox.control.addFaults(fault);
	const { outputs } = await safetyKit.sendBatch(
		[item],
		{},
		{ onError: 'continueErrorOutput', credential },
	);
	// What comes here is marked as sent.
	expect(outputs[0]).toEqual([]);
	const failed = (outputs[1] ?? []).map(({ json }) => json);
	expect(failed).toHaveLength(1);
	await safetyKit.sandbox.control.reset();
	await safetyKit.run(
		'dataObject.submit',
		{ namespace: 'n', objectId: 'o', data: `={{ { marked: ${condition} } }}` },
		{ input: [failed] },
	);
	const [request] = await safetyKit.sandbox.control.received();
	return (request?.body as { data: { marked: unknown } } | undefined)?.data.marked;
}

it('marks as refused what the node does not send', async () => {
	expect(await isMarkedAsRefused(contact(1, { target_user_id: '' }))).toBe(true);
});

it.each([400, 413, 422])('marks as refused what is answered with %d', async (status) => {
	expect(await isMarkedAsRefused(contact(1), { kind: 'status', status })).toBe(true);
});

it.each<[string, FaultOrder]>([
	['an outage', { kind: 'status', status: 503, times: 'always' }],
	['a used up rate limit', { kind: 'rateLimited', hint: 'seconds', seconds: 3600 }],
	['a key that is not accepted', { kind: 'status', status: 401 }],
	['a broken connection', { kind: 'resetBefore', times: 'always' }],
	['an answer that cannot be read', { kind: 'html', times: 'always' }],
])('leaves a row unsent after %s', async (_what, fault) => {
	expect(await isMarkedAsRefused(contact(1), fault)).toBe(false);
});

const BROKEN: Array<[string, ICredentialDataDecryptedObject]> = [
	['no key', { apiKey: '' }],
	['a Base URL without a scheme', { baseUrl: 'api.safetykit.com' }],
	['a key that an expression left empty', { apiKey: '={{ $json.nothing }}' }],
];

it.each(BROKEN)('leaves a row unsent with %s in the credential', async (_what, credential) => {
	expect(await isMarkedAsRefused(contact(1), undefined, credential)).toBe(false);
});

const tellsTeam = async (situation: Situation) =>
	await passes('Only What Needs You', contact(1), situation);

it.each(BROKEN)('tells the team of a credential with %s', async (_what, credential) => {
	expect(await tellsTeam({ credential })).toBe(true);
});

it.each([401, 403])('tells the team of an answer with %d', async (status) => {
	expect(await tellsTeam({ fault: { kind: 'status', status } })).toBe(true);
});

it('does not tell the team of an outage', async () => {
	expect(await tellsTeam({ fault: { kind: 'status', status: 503, times: 'always' } })).toBe(false);
});

it('does not tell the team of a row that is refused', async () => {
	const item = contact(1, { target_user_id: '' });
	expect(await passes('Only What Needs You', item, {})).toBe(false);
});
