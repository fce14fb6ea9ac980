/**
 * The members of a list of an answer, taken out of it. An answer stays reachable for a while after it was read (by n8n's
 * HTTP helper and its sockets, seen in heap profiles of n8n 2.41.1): of a long list, which is read page by page and of which
 * a part is kept, that would be all pages as a whole.
 */
export function takenOut<Member>(list: Member[]): Member[] {
	return list.splice(0);
}
