/** A message as it arrived by SMTP. */
export interface Mail {
	to: string;
	subject: string;
	html: string;
	attachments: Array<{ fileName: string; mimeType: string; content: Buffer }>;
}

interface Part {
	headers: Map<string, string>;
	/** One character for each byte. */
	body: string;
}

/** Reads a MIME message, given as one character for each byte. */
export function readMail(source: string): Mail {
	const whole = partOf(source);
	const leaves = leavesOf(whole);
	const files = leaves.filter((part) => /^attachment/i.test(header(part, 'content-disposition')));
	const html = leaves.find((part) => !files.includes(part) && typeOf(part) === 'text/html');
	return {
		to: header(whole, 'to'),
		subject: decodeWords(header(whole, 'subject')),
		html: html === undefined ? '' : contentOf(html).toString('utf8'),
		attachments: files.map((part) => ({
			fileName: /filename="?([^";]+)/i.exec(header(part, 'content-disposition'))?.[1] ?? '',
			mimeType: typeOf(part),
			content: contentOf(part),
		})),
	};
}

const header = ({ headers }: Part, name: string): string => headers.get(name) ?? '';
const typeOf = (part: Part): string => /^[^;\s]*/.exec(header(part, 'content-type'))?.[0] ?? '';

function partOf(source: string): Part {
	const end = source.indexOf('\r\n\r\n');
	const lines = source
		.slice(0, end)
		.replaceAll(/\r\n[ \t]+/g, ' ')
		.split('\r\n');
	const headers = lines.map((line): [string, string] => {
		const colon = line.indexOf(':');
		return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
	});
	return { headers: new Map(headers), body: source.slice(end + 4) };
}

function leavesOf(part: Part): Part[] {
	const boundary = /boundary="?([^";]+)/i.exec(header(part, 'content-type'))?.[1];
	if (boundary === undefined) return [part];
	return `\r\n${part.body}`
		.split(`\r\n--${boundary}`)
		.slice(1, -1)
		.flatMap((source) => leavesOf(partOf(source.replace(/^\r\n/, ''))));
}

function contentOf(part: Part): Buffer {
	const encoding = header(part, 'content-transfer-encoding').toLowerCase();
	if (encoding === 'base64') return Buffer.from(part.body, 'base64');
	const isQuoted = encoding === 'quoted-printable';
	return Buffer.from(isQuoted ? decodeQuoted(part.body) : part.body, 'latin1');
}

const decodeQuoted = (text: string): string =>
	text
		.replaceAll('=\r\n', '')
		.replaceAll(/=([\dA-F]{2})/gi, (_match, code: string) =>
			String.fromCharCode(parseInt(code, 16)),
		);

/** A header with characters beyond ASCII has encoded words (RFC 2047); the space between two of them is not part of it. */
const decodeWords = (text: string): string =>
	text
		.replaceAll(/\?=\s+=\?/g, '?==?')
		.replaceAll(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_match, encoding: string, word: string) =>
			(encoding.toLowerCase() === 'b'
				? Buffer.from(word, 'base64')
				: Buffer.from(decodeQuoted(word.replaceAll('_', ' ')), 'latin1')
			).toString('utf8'),
		);
