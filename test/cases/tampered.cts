import type { IExecuteFunctions, IHttpRequestOptions, INodeType } from 'n8n-workflow';

/** One call of n8n's HTTP helper, the way it would go. */
export interface Tampering {
	/** Counted from 0, over all attempts of the run. */
	call: number;
	request: IHttpRequestOptions;
	/** Sends it. */
	send(): Promise<unknown>;
}

/** The node with another HTTP helper in its context: for what no service over HTTP can do to it. */
export function tampered<Node extends INodeType>(
	node: Node,
	helper: (tampering: Tampering) => unknown,
): Node {
	const execute = node.execute as (this: IExecuteFunctions) => Promise<never>;
	let call = 0;
	const changed = Object.create(node) as Node;
	changed.execute = async function (this: IExecuteFunctions) {
		const { helpers } = this;
		const context = Object.create(this) as IExecuteFunctions;
		const httpRequestWithAuthentication = function (this: unknown, ...args: unknown[]) {
			const send = async () =>
				(await helpers.httpRequestWithAuthentication.apply(
					this as never,
					args as never,
				)) as unknown;
			return helper({ call: call++, request: args[1] as IHttpRequestOptions, send });
		};
		Object.defineProperty(context, 'helpers', {
			value: { ...helpers, httpRequestWithAuthentication },
		});
		return await execute.call(context);
	};
	return changed;
}

/** What can go wrong in a way that nobody thinks of; each takes the answer that would have come. */
export const surprises: ReadonlyArray<[string, (tampering: Tampering) => unknown]> = [
	[
		'a helper that throws before it sends',
		() => {
			throw new TypeError('luxon.toISO is not a function');
		},
	],
	[
		'a helper that throws after it has sent',
		async ({ send }) => {
			await send();
			throw new RangeError('Invalid array length');
		},
	],
	['an answer whose getters throw', async ({ send }) => withBody(await send(), trap(TypeError))],
	['an answer that is a revoked proxy', unreadable],
	['no answer at all', async ({ send }) => void (await send())],
	[
		'something that is no Error',
		async ({ send }) => {
			await send();
			// eslint-disable-next-line @typescript-eslint/only-throw-error -- that is the point
			throw { toString: null };
		},
	],
];

/** The answer, of which nothing can be read. */
export async function unreadable({ send }: Tampering): Promise<unknown> {
	const { proxy, revoke } = Proxy.revocable({}, {});
	revoke();
	return withBody(await send(), proxy);
}

function withBody(response: unknown, body: unknown): unknown {
	return { ...(response as object), body };
}

/** An object of which anything that is asked of it throws. */
function trap(Thrown: new (message: string) => Error): object {
	const throws = (): never => {
		throw new Thrown('Cannot convert object to primitive value');
	};
	return new Proxy(
		{},
		{ get: throws, has: throws, ownKeys: throws, getOwnPropertyDescriptor: throws },
	);
}
