import { ApiFailure } from '../../core/failures/failures';
import { isOnThisMachine } from '../../core/http/address';
import { orApiFailure } from '../../core/http/callFailure';
import type { Download } from '../../core/http/download';
import type { StoredFile } from '../../core/http/storeFile';
import type { SamsaraClient } from '../service';
import type { Clip } from './clips';
import { clipsOf } from './clips';
import type { SafetyEvent } from './safetyEvent';

/** With these the file host refuses a link that has expired, or whose file is gone. */
const LINK_REFUSED = new Set([400, 401, 403, 404, 410]);

interface Fetching {
	download: Download;
	read(ids: readonly string[]): Promise<ReadonlyMap<string, SafetyEvent>>;
	maxBytes: number;
}

/** Fetches clips. For a link that has expired, reads the event once more, because each reading signs new ones (assumed). */
export function clipFetcher({ account }: SamsaraClient, { download, read, maxBytes }: Fetching) {
	const readAgain = new Map<string, Promise<ReadonlyMap<string, SafetyEvent>>>();
	const admitsThisMachine = isOnThisMachine(account.baseUrl);
	return async (id: string, clip: Clip): Promise<StoredFile> => {
		const fetch = async (link: string) =>
			await download({
				...{ link, service: 'Samsara', admitsThisMachine, maxBytes },
				nameFor: ({ extension }) => `${id}-${fileNameOf(clip)}.${extension}`,
			});
		const file = await orApiFailure(fetch(clip.link));
		if (!(file instanceof ApiFailure)) return file;
		if (!LINK_REFUSED.has(file.details.status ?? 0)) throw file;
		const reading = readAgain.get(id) ?? read([id]);
		readAgain.set(id, reading);
		const event = (await reading).get(id);
		const fresh = event && clipsOf(event).find(({ key }) => key === clip.key);
		if (fresh === undefined || fresh.link === clip.link) throw file;
		return await fetch(fresh.link);
	};
}

function fileNameOf({ key }: Clip): string {
	const parts = key.replace(/ 1$/, '').split(' ');
	return parts
		.map((part) => part.replaceAll(/[^\w-]/g, ''))
		.filter((part) => part !== '')
		.join('-');
}
