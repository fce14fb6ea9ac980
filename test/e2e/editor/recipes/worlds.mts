import assert from 'node:assert/strict';
import { z } from 'zod';
import { startMailServer, type Mail } from '../../../../demo/inbox/mailServer.mts';
import { startModel } from '../../../../demo/model/server.mts';
import type { Shutdown } from '../../../../harness/process/shutdown.mts';
import { LIVE_KEY } from '../../../../harness/sandbox.mts';
import type { Stage } from '../../stage.mts';
import { eventually } from '../patience.mts';
import { agentWithSafeguard } from './agentWithSafeguard.cts';
import { openChat } from './chat.mts';
import { chatMessage } from './chatMessage.cts';
import { dismissMinorEvents } from './dismissMinorEvents.cts';
import { panicButton } from './panicButton.cts';
import { tableToSafetyKit } from './tableToSafetyKit.cts';
import { weeklyReport } from './weeklyReport.cts';

/** What is around a recipe: what its trigger waits for, and what has to have happened at the end. */
export interface World {
	/** Is there when the recipe begins. */
	prepare?: () => Promise<void>;
	/** Saves the workflow that the recipe goes on with, and returns its ID. Without it, the recipe begins with an empty one. */
	workflow?: () => Promise<string>;
	/** Happens when a trigger of the recipe listens, or when the recipe says so. */
	event?: () => Promise<void>;
	/** What the test fills in where the page has an example, by the example. */
	addresses?: Readonly<Record<string, string>>;
	effect: () => Promise<void>;
	/** Whether there is a picture in the dark theme, too. */
	inDark?: true;
}

/** The same as in the command on the page. */
const PRESSED = {
	trip: 'TRIP-2041',
	name: 'Amaka Obi',
	phone: '+2348012345678',
	latitude: 6.5244,
	longitude: 3.3792,
};

const aroundPanicButton = ({ n8n, sandbox }: Stage): World => ({
	inDark: true,
	event: async () => {
		const press = async () =>
			await fetch(`${n8n.origin}/webhook-test/panic-button`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(PRESSED),
			});
		// The editor says that it listens some moments before n8n does.
		await eventually('n8n to listen', press, ({ status }) => status === 200);
	},
	effect: async () => {
		const { incidents } = await sandbox.control.sety.records();
		const [created, ...others] = incidents.filter(
			({ idempotency_key }) => idempotency_key === PRESSED.trip,
		);
		assert.deepEqual(others, []);
		assert.deepEqual(
			{ ...created?.subject, description: created?.description },
			{ name: PRESSED.name, phone: PRESSED.phone, description: 'Panic button pressed' },
		);
		assert.deepEqual(created?.location.coordinates, [PRESSED.longitude, PRESSED.latitude]);
	},
});

const aroundChatMessage = async ({ sandbox }: Stage, shutdown: Shutdown): Promise<World> => {
	const chat = await openChat(shutdown);
	return {
		inDark: true,
		addresses: { 'https://chat.example.com/hooks/safety': chat.url },
		effect: async () => {
			const { incidents } = await sandbox.control.sety.records();
			const known = incidents.map(({ incident_id: id }) => id);
			const said = chat.messages.map(
				(body) => z.object({ text: z.string() }).parse(JSON.parse(body)).text,
			);
			assert.equal(said.length, 3);
			for (const text of said) {
				const [, id = '', status] = /^Incident (\S+) is (\w+)$/.exec(text) ?? [];
				assert.ok(known.includes(id), text);
				assert.ok(status, text);
			}
		},
	};
};

const aroundDismissal = ({ sandbox }: Stage): World => ({
	inDark: true,
	effect: async () => {
		const events = await sandbox.control.samsara.events();
		const dismissed = events.filter(({ eventState }) => eventState === 'dismissed');
		assert.notEqual(dismissed.length, 0);
		for (const { dismissalReason, maxAccelerationGForce } of dismissed) {
			assert.equal(dismissalReason?.code, 'minorEvent');
			assert.ok(Number(maxAccelerationGForce) < 0.4);
		}
	},
});

/** Of the outbox. */
const ROWS = [
	['message_sent', 'user_123', 'user_456', 'outbox-1'],
	['message_sent', 'user_456', 'user_123', 'outbox-2'],
	['call_started', 'user_123', 'user_789', 'outbox-3'],
].map(([event_name = '', user_id = '', target_user_id = '', idempotency_key = '']) => ({
	type: 'user_contact',
	event_name,
	user_id,
	target_user_id,
	idempotency_key,
}));

const aroundTable = ({ rest, sandbox }: Stage): World => ({
	prepare: () => rest.createDataTable('outbox', ROWS),
	effect: async () => {
		const sent = (await sandbox.control.safetyKit.events())
			.map(({ event }) => event)
			.filter((event) => String(event['idempotency_key']).startsWith('outbox-'));
		const columns = Object.keys(ROWS[0] ?? {});
		const rows = sent.map((event) =>
			Object.fromEntries(columns.map((name) => [name, event[name]])),
		);
		assert.deepEqual(rows, ROWS);
	},
});

const DAY_MS = 24 * 60 * 60 * 1_000;

const aroundReport = async ({ rest, sandbox }: Stage, shutdown: Shutdown): Promise<World> => {
	const mails: Mail[] = [];
	const mailbox = await startMailServer((mail) => mails.push(mail));
	shutdown.onEnd(() => mailbox.close());
	const now = new Date();
	// Wednesday of last week, by every time zone that n8n may have.
	const wednesday = now.getTime() - (((now.getUTCDay() + 6) % 7) + 5) * DAY_MS;
	return {
		prepare: async () => {
			await rest.saveCredential({
				name: 'Mailbox',
				type: 'smtp',
				data: { host: '127.0.0.1', port: mailbox.port, secure: false, disableStartTls: true },
			});
			const createdAt = new Date(wednesday).toISOString();
			await sandbox.control.sety.createIncidents({ count: 4, createdAt, status: 'resolved' });
		},
		effect: async () => {
			assert.deepEqual(
				mails.map(({ to }) => to),
				['safety@example.com'],
			);
			assert.match(mails[0]?.subject ?? '', /^Safety report: /);
			assert.match(mails[0]?.html ?? '', /^\s*<!DOCTYPE html>/);
		},
	};
};

const LANGCHAIN = '@n8n/n8n-nodes-langchain';

const aroundAgent = async ({ rest, sandbox }: Stage, shutdown: Shutdown): Promise<World> => {
	const model = await startModel();
	shutdown.onEnd(() => model.close());
	const setyApi = { name: 'Sety Sandbox', type: 'setyApi' };
	return {
		workflow: async () => {
			const name = 'Scripted Model';
			const data = { apiKey: 'not-needed', organizationId: '', url: model.url, header: false };
			const id = await rest.saveCredential({ name, type: 'openAiApi', data });
			const agent = (type: string) => [[{ node: 'AI Agent', type, index: 0 }]];
			return await rest.createWorkflow({
				name: 'Agent with a safeguard',
				nodes: [
					{
						id: '40000000-0000-4000-8000-000000000001',
						name: 'When chat message received',
						type: `${LANGCHAIN}.chatTrigger`,
						typeVersion: 1.4,
						position: [0, 0],
						parameters: { public: false, options: {} },
						webhookId: '40000000-0000-4000-8000-000000000002',
					},
					{
						id: '40000000-0000-4000-8000-000000000003',
						name: 'AI Agent',
						type: `${LANGCHAIN}.agent`,
						typeVersion: 3.1,
						position: [240, 0],
						parameters: { promptType: 'auto', options: {} },
					},
					{
						id: '40000000-0000-4000-8000-000000000004',
						name: 'OpenAI Chat Model',
						type: `${LANGCHAIN}.lmChatOpenAi`,
						typeVersion: 1.3,
						position: [160, 224],
						parameters: {
							model: { __rl: true, mode: 'id', value: 'gpt-5-mini' },
							responsesApiEnabled: true,
							builtInTools: {},
							options: {},
						},
						credentials: { openAiApi: { id, name } },
					},
				],
				connections: {
					'When chat message received': { main: agent('main') },
					'OpenAI Chat Model': { ai_languageModel: agent('ai_languageModel') },
				},
				settings: { executionOrder: 'v1' },
			});
		},
		event: async () => {
			const data = { ...sandbox.credentials.setyApi, apiKey: LIVE_KEY };
			await rest.saveCredential({ ...setyApi, data });
		},
		effect: async () => {
			const { incidents } = await sandbox.control.sety.records();
			const reported = incidents.filter(({ subject }) => subject.name === 'The driver');
			assert.deepEqual(
				reported.map(({ location }) => location.coordinates),
				[[3.3792, 6.5244]],
			);
			assert.deepEqual(await sandbox.control.sety.dispatches(), []);
			const [refused] = model.exchanges.at(-1)?.conversation.results ?? [];
			assert.match(
				refused?.output ?? '',
				/An AI agent made this call.*Nothing was sent.*Allow Live Dispatch From AI Agents/,
			);
			// No other recipe may find the live key.
			await rest.saveCredential({ ...setyApi, data: { ...sandbox.credentials.setyApi } });
		},
	};
};

/** By the pictures of the recipes. */
export const worlds: Readonly<
	Record<string, (stage: Stage, shutdown: Shutdown) => World | Promise<World>>
> = {
	[panicButton.picture]: aroundPanicButton,
	[chatMessage.picture]: aroundChatMessage,
	[dismissMinorEvents.picture]: aroundDismissal,
	[tableToSafetyKit.picture]: aroundTable,
	[weeklyReport.picture]: aroundReport,
	[agentWithSafeguard.picture]: aroundAgent,
};
