import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Account, Call, CallInput, Refused, ResolvedCall } from './call';
import type { StatusTexts } from './http/statusTexts';
import type { Clock } from './clock';
import { systemClock } from './clock';
import { mergeFields, toQuery } from './form/requestFields';
import type { FormItem, FormOf } from './form/field';
import { sentFields } from './form/field';
import { fillPath } from './http/address';
import type { Fetched } from './http/client';
import type { Connect } from './http/connect';
import { connector } from './http/connect';
import { quotable } from './http/quote';
import { answerSentence } from './http/statusTexts';
import type { RequestingContext } from './http/n8nTransport';
import { cancelSignalOf } from './http/n8nTransport';
import type { ListStyle } from './form/requestFields';
import type { JsonRecord } from './json';
import { defined, isJsonRecord } from './json';
import type { BulkDefinition, FormDefinition, ItemContext, ItemOutput } from './operation';
import { bulkOperation, perItemOperation } from './operation';
import { limitsOf } from './run/settings';

export interface Answer extends Fetched {
	/** The fields that were sent, by the names of the service and with Extra Fields. */
	sent: JsonRecord;
}

/** Calls a service with the credential of one item. */
export interface Client<A extends Account = Account, C extends Call = Call> {
	account: A;
	clock: Clock;
	signal: AbortSignal | undefined;
	/** The user's Extra Fields. */
	extraFields: JsonRecord;
	/** Refuses a call that the credential, the path or Extra Fields make invalid. Throws InvalidInput. */
	check(call: C, path?: Record<string, string>): void;
	/** Sends the call, with retries. Throws ApiFailure for everything but 2xx with JSON, and what `check` throws. */
	send(call: C, input?: CallInput): Promise<Answer>;
}

export interface ServiceDefinition<A extends Account, C extends Call> {
	/** "Sety", for messages. */
	name: string;
	/** The form of a list in a query. */
	listStyle: ListStyle;
	headers?(account: A): Record<string, string> | undefined;
	/** Paths, methods and names that the credential overrides. */
	resolve?(call: C, account: A): ResolvedCall;
	/** See Client.check. */
	refuse?(call: C, account: A, sends: { path: string; extraFields: JsonRecord }): void;
	statuses: StatusTexts<Refused<A, C>>;
}

/** A credential, opened for one run. */
export interface Opened<A extends Account> {
	account: A;
	/** Equal for credentials whose calls share the pauses and limits of the service. */
	sharedBy: string;
}

export interface ConnectOptions<A extends Account> {
	credentialType: string;
	/** Throws InvalidInput for a credential that cannot work. */
	open(data: ICredentialDataDecryptedObject): Opened<A>;
	/** Whether n8n itself renews the token of the credential (OAuth2). */
	renewsToken?: boolean;
}

/** A call as its operation declares it: the key is that of the operation. */
export type OwnCall<C extends Call> = Omit<C, 'key'> & { key?: string };

/** An operation of a service: its form, its call, and its output. */
export interface OperationDefinition<
	A extends Account,
	C extends Call,
	Fields extends readonly FormItem[],
	Options,
	Form,
	Input,
> extends FormDefinition<Client<A, C>, Fields, Options, Form, Input> {
	call: OwnCall<C>;
	/** Makes the request. Default: the placeholders of the path by name, and the fields that have a name in the request. */
	request?(input: Input): CallInput;
	/** The output. Throws ApiFailure for an answer that lacks something essential. */
	read?(answer: Answer, input: Input, context: ItemContext<Client<A, C>>): ItemOutput;
	/** Instead of `request` and `read`, for an operation of more than one call. Never throws InvalidInput. */
	run?(input: Input, context: ItemContext<Client<A, C>>): Promise<ItemOutput>;
}

/** An operation of a service that sees all items at once. */
export interface BulkOperationDefinition<
	A extends Account,
	C extends Call,
	Fields extends readonly FormItem[],
	Options,
	Form,
	Input,
> extends BulkDefinition<Client<A, C>, Fields, Options, Form, Input> {
	call: OwnCall<C>;
}

/** Defines a service: what all its calls share, and the makers of its operations. */
export function defineService<A extends Account, C extends Call = Call>(
	service: ServiceDefinition<A, C>,
) {
	const { name, listStyle } = service;
	const resolve = (call: C, account: A): ResolvedCall => service.resolve?.(call, account) ?? call;

	const connect = (
		context: RequestingContext,
		{ credentialType, open, renewsToken = false }: ConnectOptions<A>,
	): Connect<Client<A, C>> =>
		connector(
			context,
			{
				name,
				credentialType,
				open(data, fetchFor) {
					const { account, sharedBy } = open(data);
					const fetch = fetchFor(sharedBy);
					const signal = cancelSignalOf(context);
					/** Calls without an ID in their path that passed the check, by the Extra Fields. */
					const passed = new WeakMap<JsonRecord, Set<C>>();
					return (settings) => {
						const { extraFields } = settings;
						const check = (call: C, path: Record<string, string> = {}, extra = extraFields) => {
							if (passed.get(extra)?.has(call) === true) return;
							const resolved = resolve(call, account);
							service.refuse?.(call, account, {
								path: fillPath(resolved.path, path),
								extraFields: extra,
							});
							if (resolved.method === 'GET') toQuery(extra, listStyle);
							if (resolved.path.includes('{')) return;
							passed.set(extra, (passed.get(extra) ?? new Set()).add(call));
						};
						return {
							account,
							clock: systemClock,
							signal,
							extraFields,
							check: (call, path) => check(call, path),
							async send(call, input = {}) {
								const { path = {}, fields = {}, body, withExtraFields = true } = input;
								const extra = withExtraFields ? extraFields : {};
								check(call, path, extra);
								const resolved = resolve(call, account);
								const sent = mergeFields(renamed(fields, resolved.rename), extra);
								const isGet = resolved.method === 'GET';
								const fetched = await fetch(
									{
										method: resolved.method,
										url: account.baseUrl + fillPath(resolved.path, path),
										effect: input.effect ?? call.effect,
										...limitsOf(settings),
										rateLimit: call.rateLimit,
										headers: service.headers?.(account),
										...(isGet ? { query: toQuery(sent, listStyle) } : { body: body ?? sent }),
									},
									{
										service: name,
										call: call.title,
										secrets: account.secrets,
										explainStatus(status, answer) {
											const says = answerSentence(name, answer);
											const refused = { call, resolved, account, status, answer, says };
											return (
												call.statuses?.[status]?.(refused) ?? service.statuses[status]?.(refused)
											);
										},
										onRefusal: (answer) =>
											input.onRefusal?.(answer, (text) => quotable(text, account.secrets)),
									},
								);
								return { ...fetched, sent };
							},
						};
					};
				},
			},
			{ renewsToken },
		);

	const withKey = (
		call: OwnCall<C>,
		{ resource, operation }: { resource: string; operation: string },
	): C => ({ ...call, key: call.key ?? `${resource}.${operation}` }) as unknown as C;

	/** Reads the placeholders of the path from an input, by name. */
	const pathReader = ({ path }: C) => {
		const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, one = '']) => one);
		return (input: unknown): Record<string, string> =>
			Object.fromEntries(names.map((one) => [one, String(isJsonRecord(input) ? input[one] : '')]));
	};

	return {
		name,
		connect,

		/** An operation that works on each input item by itself. */
		operation<
			const Fields extends readonly FormItem[],
			Options = unknown,
			Form = FormOf<Fields>,
			Input = Form,
		>(definition: OperationDefinition<A, C, Fields, Options, Form, Input>) {
			const call = withKey(definition.call, definition);
			const pathOf = pathReader(call);
			const request =
				definition.request ??
				((input: Input) => ({
					path: pathOf(input),
					fields: sentFields(definition.fields, input),
				}));
			const read = definition.read ?? (({ body }: Answer) => body as JsonRecord);
			return {
				call,
				...perItemOperation<Client<A, C>, Fields, Options, Form, Input>({
					...definition,
					check(input, context) {
						context.client.check(call, request(input).path);
						definition.check?.(input, context);
					},
					run:
						definition.run ??
						(async (input, context) =>
							read(await context.client.send(call, request(input)), input, context)),
				}),
			};
		},

		/** An operation that groups all input items into few calls. */
		bulkOperation<
			const Fields extends readonly FormItem[],
			Options = unknown,
			Form = FormOf<Fields>,
			Input = Form,
		>(definition: BulkOperationDefinition<A, C, Fields, Options, Form, Input>) {
			const call = withKey(definition.call, definition);
			const pathOf = pathReader(call);
			return {
				call,
				...bulkOperation<Client<A, C>, Fields, Options, Form, Input>({
					...definition,
					check(input, context) {
						context.client.check(call, pathOf(input));
						definition.check?.(input, context);
					},
				}),
			};
		},
	};
}

function renamed(fields: JsonRecord, rename: Readonly<Record<string, string>> = {}): JsonRecord {
	return Object.fromEntries(
		Object.entries(defined(fields)).map(([field, value]) => [rename[field] ?? field, value]),
	);
}
