/** The state in which incidents begin (documented). */
export const FIRST_STATUS = 'created';

/**
 * The states of incidents that are under way. Up to `responding` documented; `on_scene` is assumed, and there may be
 * others.
 */
export const ACTIVE_STATUSES = ['created', 'dispatching', 'assigned', 'responding', 'on_scene'];

/** After these nothing follows: a resolved incident cannot be reopened (documented), a cancelled one not (assumed). */
const FINAL_STATUSES = new Set(['resolved', 'cancelled']);

export function isFinal(status: string): boolean {
	return FINAL_STATUSES.has(status);
}
