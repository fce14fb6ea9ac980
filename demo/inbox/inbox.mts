import Fastify from 'fastify';
import { z } from 'zod';
import { LOOPBACK } from '../../harness/process/ports.mts';
import { startMailServer, type Mail } from './mailServer.mts';

const sentMessage = z.object({ chat_id: z.coerce.string(), text: z.string() });

export type ChatMessage = z.infer<typeof sentMessage>;

/** What Send Email and Telegram send, received on loopback. */
export interface Inbox {
	/** Data of n8n's credentials. */
	credentials: Record<'smtp' | 'telegramApi', Record<string, unknown>>;
	/** Since the start or the last `forget`, oldest first. */
	mails: readonly Mail[];
	messages: readonly ChatMessage[];
	/** What happens before the sender of a message learns that it is sent; until the next `forget`. */
	beforeAnswer: (message: ChatMessage) => Promise<void>;
	forget(): void;
	close(): Promise<void>;
}

const nothing = async () => {};

/** Starts a mail server and the one call of Telegram's Bot API that sends a message. */
export async function startInbox(): Promise<Inbox> {
	const mails: Mail[] = [];
	const messages: ChatMessage[] = [];
	const mailServer = await startMailServer((mail) => mails.push(mail));
	const chat = Fastify({ forceCloseConnections: true });
	chat.post('/*', async (request, reply) => {
		if (!request.url.endsWith('/sendMessage')) {
			return reply.code(404).send({ ok: false, error_code: 404, description: 'Not Found' });
		}
		const message = sentMessage.parse(request.body);
		messages.push(message);
		await inbox.beforeAnswer(message);
		return { ok: true, result: { message_id: messages.length, text: message.text } };
	});
	const baseUrl = await chat.listen({ host: LOOPBACK, port: 0 });
	const inbox: Inbox = {
		credentials: {
			smtp: {
				user: '',
				password: '',
				host: LOOPBACK,
				port: mailServer.port,
				secure: false,
				disableStartTls: true,
				hostName: '',
			},
			telegramApi: { accessToken: 'not-needed', baseUrl },
		},
		mails,
		messages,
		beforeAnswer: nothing,
		forget() {
			inbox.beforeAnswer = nothing;
			mails.length = 0;
			messages.length = 0;
		},
		async close() {
			await Promise.all([chat.close(), mailServer.close()]);
		},
	};
	return inbox;
}
