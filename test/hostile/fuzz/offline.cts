import type { IExecuteFunctions, IHttpRequestOptions, INodeType } from 'n8n-workflow';

/** A request as a node hands it to n8n's HTTP helper. */
export interface OfflineRequest extends IHttpRequestOptions {
	/** Whether n8n puts the credential into it. */
	withCredential: boolean;
}

/** An answer as n8n's HTTP helper returns it. */
export interface OfflineAnswer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

export type Answering = (request: OfflineRequest) => OfflineAnswer | Promise<OfflineAnswer>;

const METHODS = ['execute', 'poll', 'webhook'] as const;

/** The node with an HTTP helper that sends nothing: each request goes to `answer`. All else is n8n's own. */
export function offline<Node extends INodeType>(node: Node, answer: Answering): Node {
	const changed = Object.create(node) as Node;
	for (const method of METHODS) {
		const own = node[method] as ((this: IExecuteFunctions) => Promise<never>) | undefined;
		if (own === undefined) continue;
		const replaced = async function (this: IExecuteFunctions) {
			return await own.call(withHelper(this, answer));
		};
		Object.assign(changed, { [method]: replaced });
	}
	return changed;
}

function withHelper(context: IExecuteFunctions, answer: Answering): IExecuteFunctions {
	const changed = Object.create(context) as IExecuteFunctions;
	const helpers = {
		...context.helpers,
		httpRequest: async (options: IHttpRequestOptions) =>
			await answer({ ...options, withCredential: false }),
		async httpRequestWithAuthentication(
			this: unknown,
			_credential: string,
			options: IHttpRequestOptions,
		) {
			return await answer({ ...options, withCredential: true });
		},
	};
	Object.defineProperty(changed, 'helpers', { value: helpers });
	return changed;
}
