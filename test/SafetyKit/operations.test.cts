import type { IDataObject } from 'n8n-workflow';

import { virtualTime } from '../../harness/engine/virtualTime.cts';
import { contact, safetyKitBench } from '../../harness/engine/safetyKit.cts';
import { SAFETYKIT_KEY } from '../../sandbox/safetykit/service.cts';

const safetyKit = safetyKitBench();

const bodies = async () => (await safetyKit.sandbox.control.received()).map(({ body }) => body);

describe('event → send', () => {
	const send = async (event: IDataObject, parameters = {}, run = {}) =>
		await safetyKit.run(
			'event.send',
			{ inputMode: 'mapFromItem', ...parameters },
			{ input: [[event]], ...run },
		);

	it('queues on demand', async () => {
		const { json } = await send(contact(1), { delivery: 'queued' });
		const [request] = await safetyKit.sandbox.control.received();

		expect(request?.path).toBe('/v1/async/events');
		expect(json).toEqual([expect.objectContaining({ queued: true, type: 'user_contact' })]);
	});

	it('asks again when the answer was lost, with the same key, and has the event once', async () => {
		virtualTime();
		await safetyKit.sandbox.control.addFaults(
			{ kind: 'resetAfter' },
			{ kind: 'status', status: 503 },
		);
		const { json, error } = await send(contact(1));
		const events = await safetyKit.sandbox.control.safetyKit.events();

		expect(error).toBeUndefined();
		expect(events).toHaveLength(1);
		expect(json[0]?.event_id).toBe(events[0]?.event_id);
		expect(await bodies()).toHaveLength(3);
	});

	it.each([
		['an empty answer', { kind: 'noContent', times: 'always' } as const, /without readable JSON/],
		[
			'a count that does not fit',
			{ kind: 'status', status: 200, body: { queued_events: 7 } } as const,
			/without queued_events: 1/,
		],
	])('%s is no success', async (_what, fault, message) => {
		virtualTime();
		await safetyKit.sandbox.control.addFaults(fault);
		const delivery = fault.kind === 'status' ? 'queued' : 'stored';

		expect((await send(contact(1), { delivery })).error?.message).toMatch(message);
	});

	it('says what SafetyKit says, and about which field', async () => {
		const issues = [{ path: 'metadata', message: 'has too many names' }];
		const body = { error: { code: 'invalid_request', message: 'Invalid event', issues } };
		await safetyKit.sandbox.control.addFaults({ kind: 'status', status: 400, body });
		const { error } = await send(contact(1));

		expect(error?.message).toBe(
			'SafetyKit refused the input of "Create event": Invalid event (metadata: has too many names) [item 0]',
		);
	});

	it('tells a key that may not send events how to go on', async () => {
		await safetyKit.sandbox.control.addFaults({ kind: 'status', status: 403 });
		const { error } = await send(contact(1));

		expect(error?.message).toContain('has no permission for "Create event"');
		expect(error?.description).toContain('beta');
	});

	it('works as a tool of an AI agent', async () => {
		const { error } = await send(contact(1), {}, { typeName: 'safetyKitTool' });

		expect(error).toBeUndefined();
	});
});

describe('data object', () => {
	const submit = async (parameters = {}) =>
		await safetyKit.run('dataObject.submit', {
			namespace: 'listings',
			objectId: 'listing 1',
			data: '{"title": "Handbag", "label": "counterfeit"}',
			...parameters,
		});

	it('is submitted, and its result can be asked for', async () => {
		const { json } = await submit();
		const requestId = json[0]?.requestId as string;
		const status = await safetyKit.run('dataObject.getStatus', {
			namespace: 'listings',
			requestId,
		});

		expect(json[0]).toMatchObject({ namespace: 'listings', id: 'listing 1', status: 'accepted' });
		expect((await bodies())[0]).toEqual({
			data: { id: 'listing 1', title: 'Handbag', label: 'counterfeit' },
		});
		expect(status.json[0]).toMatchObject({
			status: 'succeeded',
			data: [{ id: 'listing 1', output: { labels: [{ label: 'counterfeit' }] } }],
		});
	});

	it.each([
		['a whole row with a number as its ID', '={{ $json.id }}', '={{ $json }}', '123'],
		['the same as text', '123', '={{ JSON.stringify($json) }}', '123'],
		['an address as the ID', '={{ $json.url }}', '{}', 'https://shop.example/listing/1'],
	])('takes %s', async (_what, objectId, data, id) => {
		const row = { id: 123, title: 'Handbag', url: 'https://shop.example/listing/1' };
		const { json, error } = await safetyKit.run(
			'dataObject.submit',
			{ namespace: 'listings', objectId, data },
			{ input: [[row]] },
		);

		expect(error).toBeUndefined();
		expect(json[0]?.id).toBe(id);
		expect((await bodies())[0]).toMatchObject({ data: { id } });
	});

	it('has what Extra Fields add to it', async () => {
		await submit({ options: { extraFields: '{"data": {"price": 120}}' } });

		expect((await bodies())[0]).toMatchObject({ data: { id: 'listing 1', price: 120 } });
	});

	it('is under review for a while', async () => {
		await safetyKit.sandbox.control.safetyKit.changeSettings({ reviewMs: 60_000 });
		const requestId = (await submit()).json[0]?.requestId as string;
		const status = await safetyKit.run('dataObject.getStatus', {
			namespace: 'listings',
			requestId,
		});

		expect(status.json[0]).toMatchObject({ status: 'ingesting', data: [] });
	});

	it('asks again after 503, because the same ID is reviewed anew', async () => {
		virtualTime();
		await safetyKit.sandbox.control.addFaults({ kind: 'status', status: 503 });

		expect((await submit()).error).toBeUndefined();
		expect(await bodies()).toHaveLength(2);
	});

	it.each([
		[404, 'has no such request', 'Check Request ID'],
		// Submit sends one object in a request, so fewer of them cannot be advised.
		[413, 'exceed 5 MiB', /^Receive the results with the SafetyKit Trigger\./],
	])('status %d says "%s"', async (status, message, wayOn) => {
		await safetyKit.sandbox.control.addFaults({ kind: 'status', status });
		const { error } = await safetyKit.run('dataObject.getStatus', {
			namespace: 'listings',
			requestId: 'req_1',
		});

		expect(error?.message).toContain(message);
		expect(error?.description).toMatch(wayOn);
	});

	it.each([
		[{ namespace: ' ' }, 'Namespace is empty'],
		[{ namespace: '..' }, 'Namespace is ".."'],
		[{ namespace: 'https://a.example' }, 'Namespace is a link'],
		[{ objectId: '={{ $json.missing }}' }, 'Object ID is empty'],
		[{ objectId: '={{ 12345678901234567890 }}' }, 'Object ID is a number too large to be exact'],
		[
			{ objectId: '={{ Number("x") }}' },
			'Object ID is the result of a calculation without a valid number',
		],
		[{ objectId: '={{ true }}' }, 'Object ID is true, where text is expected'],
		[{ data: '[]' }, 'Data (JSON) is not a JSON object'],
		[{ data: '{"id": "other"}' }, 'Data (JSON) has an id that differs from Object ID'],
		[{ data: '{"id": {"a": 1}}' }, 'Data (JSON) has an id that differs from Object ID'],
	])('%j is refused', async (parameters, message) => {
		expect((await submit(parameters)).error?.message).toContain(message);
		expect(await bodies()).toEqual([]);
	});

	it('stays in its own path, whatever the namespace is called', async () => {
		await submit({ namespace: 'a/../b?c' });
		const [request] = await safetyKit.sandbox.control.received();

		expect(request?.path).toBe('/v1/data/a%2F..%2Fb%3Fc');
	});

	it('an answer without a request ID is no success', async () => {
		await safetyKit.sandbox.control.addFaults({ kind: 'status', status: 200, body: {} });

		expect((await submit()).error?.message).toContain('without requestId');
	});
});

describe('agent decision', () => {
	const parameters = {
		referenceId: 'listing_12345',
		contentType: 'product_listing',
		policyId: 'counterfeit',
		decision: 'no_match',
		additionalFields: { agentType: 'appeal', action: 'unpublish', comment: 'Seller has papers' },
	};

	it('is recorded', async () => {
		const { json } = await safetyKit.run('agentDecision.create', {
			...parameters,
			options: { extraFields: '{"region": "eu"}' },
		});

		expect(json).toEqual([{ safetykitCorrect: false }]);
		expect(await bodies()).toEqual([
			{
				reference_id: 'listing_12345',
				content_type: 'product_listing',
				policy_id: 'counterfeit',
				decision: 'no_match',
				action: 'unpublish',
				agent_type: 'appeal',
				comment: 'Seller has papers',
				region: 'eu',
			},
		]);
	});

	it('is never sent again when nobody knows whether it arrived', async () => {
		await safetyKit.sandbox.control.addFaults({ kind: 'resetAfter' });
		const { error } = await safetyKit.run('agentDecision.create', parameters);

		expect(error?.message).toContain('may or may not have happened');
		expect(await bodies()).toHaveLength(1);
	});

	it.each(['referenceId', 'contentType', 'policyId', 'decision'])('needs %s', async (name) => {
		const { error } = await safetyKit.run('agentDecision.create', {
			...parameters,
			[name]: '={{ $json.missing }}',
		});

		expect(error?.message).toMatch(/ is empty \[item 0\]$/);
		expect(await bodies()).toEqual([]);
	});

	it.each(['referenceId', 'contentType', 'policyId', 'decision'])(
		'%s is neither true nor false',
		async (name) => {
			const { error } = await safetyKit.run('agentDecision.create', {
				...parameters,
				[name]: '={{ 1 === 1 }}',
			});

			expect(error?.message).toMatch(/ is true, where text is expected \[item 0\]$/);
			expect(await bodies()).toEqual([]);
		},
	);

	it('an answer that is a list is no success', async () => {
		await safetyKit.sandbox.control.addFaults({ kind: 'status', status: 200, body: [1] });

		expect((await safetyKit.run('agentDecision.create', parameters)).error?.message).toContain(
			'without safetykitCorrect',
		);
	});
});

describe('deletion request', () => {
	const create = async (parameters = {}, run = {}) =>
		await safetyKit.run('deletionRequest.create', { userId: 'user_123', ...parameters }, run);

	it('is one, however often the same external ID is sent', async () => {
		const parameters = { externalRequestId: 'gdpr-1', requestedAt: '2026-06-22T17:00:00Z' };
		const first = await create(parameters);
		const second = await create(parameters);

		expect(first.json[0]).toMatchObject({ status: 'accepted', external_request_id: 'gdpr-1' });
		expect(second.json).toEqual(first.json);
		expect((await bodies())[0]).toEqual({
			subject_user_id: 'user_123',
			external_request_id: 'gdpr-1',
			requested_at: '2026-06-22T17:00:00.000Z',
		});
	});

	it('has an ID that a retry repeats, so it may be asked for again', async () => {
		virtualTime();
		await safetyKit.sandbox.control.addFaults({ kind: 'resetAfter' });
		const { json, error } = await create();
		const [one, other] = (await bodies()) as IDataObject[];

		expect(error).toBeUndefined();
		expect(one?.external_request_id).toBe(other?.external_request_id);
		expect(json[0]?.external_request_id).toBe(one?.external_request_id);
	});

	it('without any ID it is not sent again', async () => {
		await safetyKit.sandbox.control.addFaults({ kind: 'resetAfter' });
		const { error } = await create({
			options: { extraFields: '{"external_request_id": null}' },
		});

		expect(error?.message).toContain('may or may not have happened');
		expect(await bodies()).toEqual([{ subject_user_id: 'user_123', external_request_id: null }]);
	});

	it.each([
		[{ userId: '={{ $json.missing }}' }, 'User ID is empty'],
		[{ userId: '={{ 12345678901234567890 }}' }, 'User ID is a number too large to be exact'],
		[{ userId: '={{ false }}' }, 'User ID is false, where text is expected'],
		[{ externalRequestId: '={{ 1 === 1 }}' }, 'External Request ID is true, where text is'],
		[
			{ externalRequestId: '={{ $json.nope }}' },
			'External Request ID has an expression that returns nothing',
		],
		[{ requestedAt: '={{ $json.nope }}' }, 'Requested At has an expression that returns nothing'],
		[{ requestedAt: '={{ 1773153000000 }}' }, 'Requested At is a number, where an ISO 8601'],
		[{ userId: 'u'.repeat(513) }, 'User ID has 513 characters, and SafetyKit takes 512'],
		[{ externalRequestId: 'e'.repeat(257) }, 'External Request ID has 257 characters'],
		[{ requestedAt: 'soon' }, 'Requested At is not an ISO 8601 date'],
	])('%j is refused', async (parameters, message) => {
		expect((await create(parameters)).error?.message).toContain(message);
		expect(await bodies()).toEqual([]);
	});

	it('has IDs as long as SafetyKit takes them, and says what to do about longer ones', async () => {
		const userId = 'u'.repeat(512);
		const externalRequestId = 'e'.repeat(256);
		const { error } = await create({ userId, externalRequestId });
		const { error: tooLong } = await create({ userId: `${userId}u` });

		expect(error).toBeUndefined();
		expect(await bodies()).toEqual([
			{ subject_user_id: userId, external_request_id: externalRequestId },
		]);
		expect(tooLong?.description).toContain('Use a shorter ID.');
	});
});

it.each([
	[{ apiKey: ' ' }, 'API Key of the SafetyKit credential is empty'],
	// An expression that comes to nothing.
	[{ apiKey: null as never }, 'API Key of the SafetyKit credential is empty'],
	[{ baseUrl: null as never }, 'Base URL of the SafetyKit credential'],
	[{ baseUrl: 'api.safetykit.com' }, 'Base URL of the SafetyKit credential'],
	[{ baseUrl: 'https://a.example/?x=1' }, 'Base URL of the SafetyKit credential'],
])('refuses the credential %j', async (credential, message) => {
	const { error } = await safetyKit.sendBatch([contact(1)], {}, { credential });

	expect(error?.message).toContain(message);
});

it('takes a key with white space around it', async () => {
	const credential = { apiKey: ` ${SAFETYKIT_KEY} \n` };
	const { error } = await safetyKit.sendBatch([contact(1)], {}, { credential });

	expect(error).toBeUndefined();
});

it('shows no secret, not even one that the service repeats', async () => {
	await safetyKit.sandbox.control.addFaults({ kind: 'echoAuthorization', times: 'always' });
	virtualTime();
	const { stored } = await safetyKit.sendBatch([contact(1)]);

	expect(stored).not.toContain('sk_sandbox_');
	expect(stored).toContain('[hidden]');
});

it.each([
	'Incorrect API key provided: sk_sandbox_a1b2c3d4a1b2c********c3d4',
	'Bad key sk_sandbox_a1b2...c3d4.',
	'Bad key sk_sandbox_a1b2…c3d4',
	'Signed with whsec_c2FuZGJveCBz/ZWNy+ZXQ=',
])('shows no part of a key either: %s', async (message) => {
	await safetyKit.sandbox.control.addFaults({ kind: 'status', status: 401, body: { message } });
	const { error, stored } = await safetyKit.sendBatch([contact(1)]);

	expect(error?.description).toContain('[hidden]');
	expect(stored).not.toMatch(/a1b2|c3d4|c2FuZGJv|ZWNy/);
});

describe('a status says what, where and how to go on', () => {
	const event = { inputMode: 'json', eventJson: JSON.stringify(contact(1)) };
	const object = { namespace: 'n', objectId: 'o' };
	const request = { namespace: 'n', requestId: 'r' };
	const decision = { referenceId: 'r', contentType: 'c', policyId: 'p', decision: 'match' };

	it.each<[number, string, object, string, string]>([
		[
			400,
			'event.send',
			event,
			'refused the input of "Create event": Unclear',
			'does not document all field names',
		],
		[422, 'event.send', event, 'refused the input of "Create event": Unclear', 'Extra Fields'],
		[422, 'dataObject.submit', object, 'refused the input of "Submit object"', 'Data (JSON), or'],
		[400, 'dataObject.getStatus', request, 'of "Get request status"', 'Namespace or Request ID'],
		[400, 'agentDecision.create', decision, 'of "Create agent decision"', 'Policy ID, Decision'],
		[422, 'deletionRequest.create', { userId: 'u' }, 'of "Create deletion', 'External Request ID'],
		[401, 'event.send', event, 'does not accept the API Key', 'paste the key of the Team API Keys'],
		[
			403,
			'dataObject.submit',
			object,
			'has no permission for "Submit object"',
			'Ask SafetyKit what the key',
		],
		[405, 'agentDecision.create', decision, 'nothing at the address of', 'Check Base URL'],
		[
			413,
			'event.send',
			event,
			'refused the request for "Create event" as too large',
			'Shorten content',
		],
		[
			413,
			'dataObject.submit',
			object,
			'refused the request for "Submit object" as too large',
			'Data (JSON)',
		],
		[
			413,
			'agentDecision.create',
			decision,
			'for "Create agent decision" as too large',
			'Shorten Comment',
		],
		[414, 'dataObject.getStatus', request, 'address of "Get request status" is', 'Request ID'],
	])('%i to %s', async (status, operation, parameters, message, wayOn) => {
		const body = { message: 'Unclear' };
		await safetyKit.sandbox.control.addFaults({ kind: 'status', status, body, times: 'always' });
		const { error } = await safetyKit.run(operation, { ...parameters });

		expect(error?.message).toContain(message);
		expect(error?.message).toMatch(/ \[item 0\]$/);
		expect(error?.description).toContain(wayOn);
		expect(`${error?.message} ${error?.description}`).toContain('Unclear');
		expect(await bodies()).toHaveLength(1);
	});

	it('does not call documented field names assumed', async () => {
		await safetyKit.sandbox.control.addFaults({ kind: 'status', status: 400 });
		const { error } = await safetyKit.run('agentDecision.create', decision);

		expect(error?.description).not.toContain('assumed');
	});
});

it.each([
	['event.send', { inputMode: 'json', eventJson: JSON.stringify(contact(1)) }, /Check Base URL/],
	['event.sendBatch', { inputMode: 'json', eventJson: JSON.stringify(contact(1)) }, /Base URL/],
	['dataObject.submit', { namespace: 'n', objectId: 'o' }, /Check Namespace, and Base URL/],
	['deletionRequest.create', { userId: 'u' }, /Check Base URL/],
])('%s looks nothing up, so 404 is about the address', async (operation, parameters, wayOn) => {
	await safetyKit.sandbox.control.addFaults({ kind: 'status', status: 404 });
	const { error } = await safetyKit.run(operation, parameters);

	expect(error?.message).toMatch(/^SafetyKit has nothing at the address of/);
	expect(error?.description).toContain("SafetyKit's own is https://api.safetykit.com.");
	expect(error?.description).toMatch(wayOn);
});
