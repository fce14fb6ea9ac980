export interface FileType {
	mimeType: string;
	/** Without the dot. */
	extension: string;
}

/** How a file of each kind begins, at which byte (ISO/IEC 14496-12, ITU-T T.81, RFC 2083). */
const KINDS: ReadonlyArray<FileType & { at: number; bytes: string }> = [
	{ mimeType: 'video/mp4', extension: 'mp4', at: 4, bytes: 'ftyp' },
	{ mimeType: 'image/jpeg', extension: 'jpg', at: 0, bytes: '\xff\xd8\xff' },
	{ mimeType: 'image/png', extension: 'png', at: 0, bytes: '\x89PNG' },
];

/** What servers send when they do not know the type; the second is the default of Amazon S3. */
const UNTOLD = new Set(['', 'application/octet-stream', 'binary/octet-stream']);
const PAGE = /^text\/|\b(?:html|xml|json)$/;

/** The type in a Content-Type; undefined if it tells none. */
export function typeTold(contentType = ''): string | undefined {
	const [type = ''] = contentType.split(';');
	const plain = type.trim().toLowerCase();
	return UNTOLD.has(plain) ? undefined : plain;
}

/** The type of a file, by what the server tells, else by its first bytes. */
export function fileTypeOf(told: string | undefined, first: Buffer): FileType {
	const kind =
		told === undefined
			? KINDS.find(({ at, bytes }) => first.toString('latin1', at, at + bytes.length) === bytes)
			: KINDS.find(({ mimeType }) => mimeType === told);
	const mimeType = kind?.mimeType ?? told ?? 'application/octet-stream';
	return { mimeType, extension: kind?.extension ?? 'bin' };
}

/** A page or a message where a picture or a video is expected, as sign-in pages of networks are. */
export const isPage = (mimeType: string): boolean => PAGE.test(mimeType);
