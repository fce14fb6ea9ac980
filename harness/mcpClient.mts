import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { z } from 'zod';
import { limits } from './process/timeLimit.mts';
import { until } from './process/until.mts';

/** Connects with the client of the protocol's own SDK, as soon as n8n has published the workflow. */
export async function connectClient(
	address: URL,
	signal: AbortSignal,
	headers: Record<string, string> = {},
): Promise<Client> {
	return await until(limits.publishWorkflow, signal, async () => {
		const client = new Client({ name: 'n8n-nodes-safetyops-tests', version: '1.0.0' });
		const transport = new StreamableHTTPClientTransport(address, { requestInit: { headers } });
		// Written without exactOptionalPropertyTypes: its session may be undefined.
		return await client.connect(transport as Transport).then(
			() => client,
			() => undefined,
		);
	});
}

const texts = z.array(z.object({ type: z.literal('text'), text: z.string() }));

/** Calls a tool. Returns what the client's model would read, be it a result or a refusal. */
export async function callTool(
	client: Client,
	name: string,
	input: Record<string, unknown>,
): Promise<string> {
	const { content } = await client.callTool({ name, arguments: input });
	return texts
		.parse(content)
		.map(({ text }) => text)
		.join('\n');
}
