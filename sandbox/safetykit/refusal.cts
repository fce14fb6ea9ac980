import type { Answer } from '../service.cts';

/** No error body of SafetyKit is documented; this form is the sandbox's own. */
export interface Issue {
	/** `2.user_id`: the place in the batch, and the field. */
	readonly path: string;
	readonly message: string;
}

export function errorBody(status: number, message: string, issues: readonly Issue[] = []) {
	const code = status === 400 ? 'invalid_request' : `http_${status}`;
	return { error: { code, message, ...(issues.length > 0 ? { issues } : {}) } };
}

export const refusal = (status: number, message: string, issues?: readonly Issue[]): Answer => ({
	status,
	body: errorBody(status, message, issues),
});
