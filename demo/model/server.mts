import Fastify, { type FastifyReply } from 'fastify';
import { LOOPBACK } from '../../harness/process/ports.mts';
import {
	completionsAnswer,
	completionsEvents,
	completionsRequest,
	readCompletionsRequest,
} from './chatCompletions.mts';
import type { Conversation, Turn } from './conversation.mts';
import { nextTurn } from './desk.mts';
import {
	readResponsesRequest,
	responsesAnswer,
	responsesEvents,
	responsesRequest,
} from './responsesApi.mts';

/** The only model that the server offers; n8n's list of models shows it. */
export const MODEL_NAME = 'scripted-safety-desk';

const LARGEST_BODY = 10 * 1024 * 1024;

/** One request for a turn, and what was answered. */
export interface Exchange {
	path: string;
	/** Whether the answer was asked for bit by bit. */
	streamed: boolean;
	conversation: Conversation;
	turn: Turn;
}

export interface ModelServer {
	/** The base URL for an OpenAI credential. */
	url: string;
	/** What was asked and answered since the start or the last `forget`, oldest first. */
	exchanges: readonly Exchange[];
	forget(): void;
	close(): Promise<void>;
}

/**
 * Starts a stand-in of OpenAI's API on loopback. It follows a script in place of thinking: what it says next depends on
 * nothing but the conversation that it gets, so that every run is the same. Any key will do.
 */
export async function startModel(): Promise<ModelServer> {
	const exchanges: Exchange[] = [];
	const app = Fastify({ forceCloseConnections: true, bodyLimit: LARGEST_BODY });
	// Not 500, which the agent would try again: what the script cannot read now it will not read then.
	app.setErrorHandler((error, _request, reply) =>
		reply.code(400).send({ error: { message: String(error), type: 'invalid_request_error' } }),
	);
	const answer = (path: string, streamed: boolean, conversation: Conversation): Turn => {
		const turn = nextTurn(conversation);
		exchanges.push({ path, streamed, conversation, turn });
		return turn;
	};

	app.get('/v1/models', () => ({
		object: 'list',
		data: [{ id: MODEL_NAME, object: 'model', created: 0, owned_by: 'n8n-nodes-safetyops' }],
	}));
	app.post('/v1/responses', (request, reply) => {
		const asked = responsesRequest.parse(request.body);
		const turn = answer('/v1/responses', asked.stream, readResponsesRequest(asked));
		if (!asked.stream) return reply.send(responsesAnswer(turn, asked.model));
		const events = responsesEvents(turn, asked.model);
		return sendEvents(
			reply,
			events.map((event) => `event: ${String(event['type'])}\n${data(event)}`),
		);
	});
	app.post('/v1/chat/completions', (request, reply) => {
		const asked = completionsRequest.parse(request.body);
		const turn = answer('/v1/chat/completions', asked.stream, readCompletionsRequest(asked));
		if (!asked.stream) return reply.send(completionsAnswer(turn, asked.model));
		return sendEvents(reply, [...completionsEvents(turn, asked.model).map(data), 'data: [DONE]']);
	});

	const origin = await app.listen({ host: LOOPBACK, port: 0 });
	return {
		url: `${origin}/v1`,
		exchanges,
		forget: () => exchanges.splice(0),
		close: async () => await app.close(),
	};
}

const data = (event: object): string => `data: ${JSON.stringify(event)}`;

const sendEvents = (reply: FastifyReply, events: string[]) =>
	reply.type('text/event-stream').send(events.map((event) => `${event}\n\n`).join(''));
