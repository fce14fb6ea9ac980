import { ApiFailure } from './ApiFailure';

/** The result, or the failure of the request for somebody who can go on without it. All else is thrown on. */
export async function orApiFailure<Result>(work: Promise<Result>): Promise<Result | ApiFailure> {
	return await work.catch((reason: unknown) => {
		if (reason instanceof ApiFailure) return reason;
		return Promise.reject(reason as Error);
	});
}
