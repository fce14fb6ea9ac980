import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { LOOPBACK } from '../../harness/process/ports.mts';

/** A message as it arrived by SMTP. */
export interface Mail {
	to: string;
	subject: string;
	html: string;
	text: string;
	attachments: Array<{ fileName: string; mimeType: string; content: Buffer }>;
}

export interface MailServer {
	port: number;
	close(): Promise<void>;
}

/** Receives mail by SMTP on loopback, without encryption or a password, and delivers it to nobody else. */
export async function startMailServer(receive: (mail: Mail) => void): Promise<MailServer> {
	const server = new SMTPServer({
		disabledCommands: ['AUTH', 'STARTTLS'],
		disableReverseLookup: true,
		onData(stream, _session, done) {
			void readMail(stream).then((mail) => {
				receive(mail);
				done();
			}, done);
		},
	});
	// A client that goes away in the middle of a message leaves no mail, and the test that waits for it says so.
	server.on('error', () => undefined);
	const listening = server.listen(0, LOOPBACK);
	await once(listening, 'listening');
	return {
		port: (listening.address() as AddressInfo).port,
		async close() {
			await new Promise<void>((resolve) => server.close(resolve));
		},
	};
}

async function readMail(source: NodeJS.ReadableStream): Promise<Mail> {
	const {
		to,
		subject = '',
		html = '',
		text = '',
		attachments,
	}: Email = await PostalMime.parse(await buffer(source));
	return {
		to: (to ?? []).map(({ address = '' }) => address).join(', '),
		subject,
		html,
		text,
		attachments: attachments.map(({ filename, mimeType, content }) => ({
			fileName: filename ?? '',
			mimeType,
			content:
				typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer),
		})),
	};
}
