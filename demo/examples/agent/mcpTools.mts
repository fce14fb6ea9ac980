import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { callTool, connectClient } from '../../../harness/mcpClient.mts';
import { LIVE_KEY } from '../../../harness/sandbox.mts';
import type { Check, Watched } from '../checks.mts';
import { APP_KEY } from '../credentials.mts';
import type { StartFromOutside } from '../fromOutside.mts';
import type { Probe } from '../probe.mts';

/** What the client's model may fill in, by tool. */
const FIELDS = {
	Find_Incidents: { category: 'string' },
	Report_Emergency: {
		...{ what_happened: 'string', name: 'string' },
		...{ latitude: 'number', longitude: 'number' },
	},
	Read_Safety_Event: { event_id: 'string' },
	Send_Decision: { reference_id: 'string', decision: 'string' },
};

const EMERGENCY = {
	...{ what_happened: 'She calls for help', name: 'Ada Obi' },
	...{ latitude: 6.5244, longitude: 3.3792 },
};

const inputSchema = z
	.object({
		properties: z.record(
			z.object({ type: z.string(), description: z.string().min(5) }).passthrough(),
		),
		required: z.array(z.string()),
	})
	.passthrough();

export const answersOf = z.object({
	/** As the client gets it before its first call. */
	list: z.object({
		tools: z.array(
			z.object({ name: z.string(), description: z.string(), inputSchema }).passthrough(),
		),
	}),
	/** What the client's model reads, by tool. */
	texts: z.record(z.string()),
});

/** A client without the key is refused; one with it lists the tools and calls each of them. */
export const callEach: StartFromOutside = async ({ origin, sandbox, signal }) => {
	const address = new URL('/mcp/safety-tools', origin);
	const client = await connectClient(address, signal, { [APP_KEY.name]: APP_KEY.value });
	const { status } = await fetch(address, { method: 'POST', body: '{}', signal });
	const list = await client.listTools();
	const [event] = await sandbox.control.samsara.createEvents({ asset: 0 });
	await sandbox.control.clearReceived();
	const inputs = {
		Find_Incidents: { category: 'sos' },
		Report_Emergency: EMERGENCY,
		Read_Safety_Event: { event_id: event },
		Send_Decision: { reference_id: 'listing_1', decision: 'match' },
	};
	const texts: Record<string, string> = {};
	for (const [tool, input] of Object.entries(inputs)) {
		texts[tool] = await callTool(client, tool, input);
	}
	await client.close();
	return { executions: Object.keys(inputs).length, answers: [{ list, texts }, status, event] };
};

const byName = ([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]) =>
	a < b ? -1 : 1;

const check: Check = (_result, { answers = [], received, stored }) => {
	const { list, texts } = answersOf.parse(answers[0]);
	const { tools } = list;
	const calls = received.map(({ method, path, status }) => [method, path, status].join(' '));
	const incidents = stored.incidents.filter(({ description }) =>
		description?.includes(EMERGENCY.what_happened),
	);
	const fields = tools.map(({ name, inputSchema: { properties, required } }) => {
		const types = Object.entries(properties).map(([key, { type }]) => [key, type]);
		return [name, Object.fromEntries(types), required.toSorted()] as const;
	});
	const wanted = Object.entries(FIELDS).map(
		([name, types]) => [name, types, Object.keys(types).toSorted()] as const,
	);
	return [
		{ text: 'a client without the key is refused', met: answers[1] === 403, found: answers[1] },
		{
			text: 'the client gets exactly these tools, each with its own fields, typed and required',
			met: isDeepStrictEqual(fields.toSorted(byName), wanted.toSorted(byName)),
			found: fields,
		},
		{
			text: 'the description of each tool says when not to use it',
			met: tools.every(({ description }) => /\b[Nn]ot\b/.test(description)),
			found: tools.map(({ description }) => description),
		},
		{
			text: 'each call of a tool is one call of a service',
			met: isDeepStrictEqual(calls, [
				'GET /incidents 200',
				'POST /incidents 201',
				'GET /safety-events 200',
				'POST /v1/agent_decisions 200',
			]),
			found: calls,
		},
		{
			text: 'what the services answer is what the client reads',
			met:
				/"incident_id":"inc_/.test(texts['Find_Incidents'] ?? '') &&
				/"incident_id":"inc_/.test(texts['Report_Emergency'] ?? '') &&
				texts['Read_Safety_Event']?.includes(`"id":"${String(answers[2])}"`) === true &&
				/"safetykitCorrect":true/.test(texts['Send_Decision'] ?? ''),
			found: texts,
		},
		{
			text: 'Sety has one incident of what the client reported',
			met: incidents.length === 1,
			found: incidents,
		},
	];
};

/** What examples/mcp-safety-tools.json says on its note. */
export const mcpTools: Watched = { check, start: callEach };

/** With a live key the client is refused, and reads why. */
export const mcpWithLiveKey: Probe = {
	situation: 'with a live key of Sety',
	credentials: { setyKey: LIVE_KEY },
	start: callEach,
	check: (result, { answers = [], dispatched, received }) => {
		const { texts } = answersOf.parse(answers[0]);
		const reported = received.filter(
			({ method, path }) => method === 'POST' && path === '/incidents',
		);
		return [
			{
				text: 'the workflow ends with success',
				met: result.status === 'success',
				found: result.error,
			},
			{
				text: 'the client reads that nothing was sent, and which switch a person has',
				met: /Nothing was sent[^]*Allow Live Dispatch From AI Agents/.test(
					texts['Report_Emergency'] ?? '',
				),
				found: texts['Report_Emergency'],
			},
			{
				text: 'no request went to Sety, and nobody was dispatched',
				met: reported.length === 0 && dispatched.length === 0,
				found: [reported, dispatched],
			},
		];
	},
};
