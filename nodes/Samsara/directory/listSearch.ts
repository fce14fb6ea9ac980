import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { ApiFailure, InvalidInput } from '../../core/failures/failures';
import { toListError } from '../../core/failures/toNodeError';
import { callSettings } from '../../core/run/settings';
import { readPage } from '../lists';
import { connectSamsara } from '../service';
import type { DirectoryList, Entry } from './lists';
import { drivers, entryOf, tags, users, vehicles } from './lists';
import { pathsOf } from './tagTree';

/** Pages that one search reads before it shows what it has; "load more" continues from there. */
export const MAX_PAGES_PER_SEARCH = 5;

/** Seconds that a list waits for a rate limit: a person is looking at it. */
const LONGEST_WAIT = 5;

type Found = Entry & { mark: string };
type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** Makes the search of a list. Samsara has no search by name, so the node reads pages and filters them. */
function searchOf(
	list: DirectoryList,
	optionsOf: (found: readonly Found[]) => INodeListSearchItems[],
): Search {
	return async function search(filter, paginationToken) {
		try {
			const chosen: unknown = this.getNodeParameter('authentication', 'accessToken');
			const { clientFor } = await connectSamsara(this, chosen)(0);
			const client = clientFor(callSettings.parse({ maxRateLimitWait: LONGEST_WAIT }));
			const wanted = filter?.trim().toLowerCase() ?? '';
			const found: Found[] = [];
			const results = () =>
				optionsOf(found)
					.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted))
					.sort((a, b) => a.name.localeCompare(b.name));
			let { sweep, after } = placeOf(paginationToken);
			for (let pages = 0; pages < MAX_PAGES_PER_SEARCH; pages++) {
				const { fields = {}, mark = '' } = list.sweeps[sweep] ?? {};
				const input = { fields: { ...fields, after }, withExtraFields: false };
				const { data, cursor, hasMore } = await readPage(client, list.call, input);
				for (const record of data) {
					const entry = entryOf(record, list.detail);
					if (entry !== undefined) found.push({ ...entry, mark });
				}
				const goesOn = hasMore && cursor !== undefined && cursor !== after;
				after = goesOn ? cursor : undefined;
				if (!goesOn) sweep += 1;
				if (sweep >= list.sweeps.length) return { results: results() };
				// n8n asks for more by itself only where there is no filter.
				if (goesOn && wanted === '' && found.length > 0) break;
			}
			return { results: results(), paginationToken: `${sweep}:${after ?? ''}` };
		} catch (reason) {
			throw toListError(this.getNode(), mayNotList(reason, list));
		}
	};
}

/** The sweep and the cursor where a list goes on. */
function placeOf(token = '0:'): { sweep: number; after: string | undefined } {
	const [, sweep = '0', after = ''] = /^(\d):(.*)$/s.exec(token) ?? [];
	return { sweep: Number(sweep), after: after === '' ? undefined : after };
}

/** 403 is documented in general, 401 was seen for a missing permission. */
function mayNotList(reason: unknown, { call, records }: DirectoryList): unknown {
	const status = reason instanceof ApiFailure ? reason.details.status : undefined;
	if (status !== 401 && status !== 403) return reason;
	const permission = `"${call.permission}" (category ${call.category ?? ''})`;
	return status === 403
		? new InvalidInput(
				`This credential may not list ${records}: it lacks the permission ${permission}`,
				`Choose "By ID" and enter the ID, or give the token that permission in Samsara.`,
			)
		: new InvalidInput(
				`Samsara does not let this credential list ${records}`,
				`Check the token and Region of the credential. If both are right, the permission ${permission} is missing: add it in Samsara, or choose "By ID" and enter the ID.`,
			);
}

const named = ({ id, name, detail, mark }: Found): INodeListSearchItems => ({
	name: `${[name === '' ? id : name, detail].filter((text) => text !== '').join(' · ')}${mark}`,
	value: id,
});

export const searchDrivers = searchOf(drivers, (found) => found.map(named));
export const searchVehicles = searchOf(vehicles, (found) => found.map(named));
export const searchCoaches = searchOf(users, (found) => found.map(named));
export const searchTags = searchOf(tags, (found) => {
	const paths = pathsOf(found);
	return found.map(({ id }) => ({ name: paths.get(id) ?? id, value: id }));
});

/** The searches of the lists in the form, by the names that the form uses. */
export const listSearch = { searchDrivers, searchVehicles, searchTags, searchCoaches };
