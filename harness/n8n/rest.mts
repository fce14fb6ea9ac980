import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { z } from 'zod';
import { limits } from '../process/timeLimit.mts';
import { until } from '../process/until.mts';
import type { Login } from './userFolder.mts';

/** What a workflow file holds and n8n's REST API takes and gives; nodes and connections are passed on as they are. */
export interface WorkflowContent {
	name: string;
	nodes: unknown[];
	connections: Record<string, unknown>;
	settings: Record<string, unknown>;
}

export interface CredentialContent {
	name: string;
	type: string;
	data: Record<string, unknown>;
}

/** n8n wraps every answer. */
const envelope = z.object({ data: z.unknown() });
const withId = z.object({ id: z.string() });
const workflowState = z.object({ id: z.string(), isArchived: z.boolean() });
const credentialList = z.array(z.object({ id: z.string(), name: z.string(), type: z.string() }));
const remembered = z.object({ staticData: z.record(z.unknown()).nullish() });
const nodeVersions = z.array(z.string());
const saved = z.object({ versionId: z.string() });
const publication = z.object({ status: z.string() });
const summary = z.object({ id: z.string(), status: z.string() });
const executions = z.object({ results: z.array(summary), nextCursor: z.string().nullable() });
const started = z.object({ executionId: z.string() });
const execution = z.object({
	status: z.string(),
	data: z.string(),
	startedAt: z.string().nullish(),
});
const upgradeReport = z.object({
	report: z.object({ workflowResults: z.array(z.object({ ruleId: z.string() })) }),
});
const upgradeRule = z.object({ affectedWorkflows: z.array(z.object({ name: z.string() })) });

export type StoredExecution = z.infer<typeof execution>;
export type ExecutionState = z.infer<typeof summary>;

/** Of executions, as n8n allows it. */
const LARGEST_PAGE = 100;
const ENDED = ['success', 'error', 'crashed', 'canceled'];

/** Whether the execution has come to its end, whichever. */
export const hasEnded = ({ status }: Pick<ExecutionState, 'status'>): boolean =>
	ENDED.includes(status);

/** n8n has answered, but not with what was asked for. */
export class RestRefusal extends Error {
	readonly status: number;

	constructor(call: string, { status, data }: AxiosResponse<unknown>) {
		const said = z.object({ message: z.string() }).safeParse(data);
		super(`n8n answered ${call} with ${status}${said.success ? `: ${said.data.message}` : ''}.`);
		this.status = status;
	}
}

/** The REST API that n8n's editor uses, as far as the demo needs it (n8n 2.41; it is not a public API). */
export class N8nRest {
	/** Of n8n, such as `http://127.0.0.1:5678`. */
	readonly origin: string;
	readonly #http: AxiosInstance;
	readonly #signal: AbortSignal;

	constructor(origin: string, signal: AbortSignal) {
		this.origin = origin;
		this.#signal = signal;
		this.#http = axios.create({
			baseURL: `${origin}/rest`,
			timeout: limits.restCall.ms,
			signal,
			proxy: false, // n8n is on loopback, whatever HTTP_PROXY says
			validateStatus: () => true,
		});
	}

	/** Makes `login` the owner of a new n8n, or signs in to one that has an owner already. */
	async signIn(login: Login): Promise<void> {
		// Not GET /settings, which would tell: an n8n without its editor does not have it.
		const owner = { ...login, firstName: 'Demo', lastName: 'Owner' };
		const setup = await this.#http.post<unknown>('/owner/setup', owner);
		const hasOwner = setup.status === 400;
		const answer = hasOwner
			? await this.#http.post<unknown>('/login', {
					emailOrLdapLoginId: login.email,
					password: login.password,
				})
			: setup;
		if (answer.status === 401) {
			throw new Error(
				`n8n does not accept the login of ${login.email} any more. If its password was changed in the editor, ` +
					'write the new one into .demo/demo.json, or delete .demo/ to start over.',
			);
		}
		if (answer.status !== 200) throw new RestRefusal('the sign-in', answer);
		const cookies = answer.headers['set-cookie'] ?? [];
		this.#http.defaults.headers.common['Cookie'] = cookies
			.map((cookie) => cookie.split(';', 1)[0])
			.join('; ');
	}

	/** All node types that n8n has loaded, e.g. `n8n-nodes-base.set`. */
	async nodeTypes(): Promise<Set<string>> {
		const { body } = await this.served('/types/node-versions.json');
		// Each one is a name and a version: n8n-nodes-base.set@3.4
		return new Set(nodeVersions.parse(body).map((one) => one.replace(/@[^@]*$/, '')));
	}

	/** What *Install* of the settings does with a package of npm. */
	async installCommunityPackage(name: string): Promise<void> {
		await this.#call('post', '/community-packages', z.unknown(), { name });
	}

	/** Names of the workflows that n8n's own report says a new major version would change, such as `v3`. */
	async workflowsToChange(version: string): Promise<Set<string>> {
		const reports = '/breaking-changes/report';
		const call = `${reports}/refresh?version=${version}`;
		const { report } = await this.#call('post', call, upgradeReport);
		const rules = await Promise.all(
			report.workflowResults.map(
				async ({ ruleId }) => await this.#call('get', `${reports}/${ruleId}`, upgradeRule),
			),
		);
		return new Set(rules.flatMap((rule) => rule.affectedWorkflows.map(({ name }) => name)));
	}

	/** Whatever n8n serves to the signed-in browser beside its REST API, e.g. `/types/nodes.json`. */
	async served(path: string): Promise<{ status: number; contentType: string; body: unknown }> {
		const { status, headers, data } = await this.#http.get<unknown>(`..${path}`);
		return { status, contentType: z.string().catch('').parse(headers['content-type']), body: data };
	}

	/** Creates the credential, or updates the one with the same name and type. Returns its id. */
	async saveCredential(credential: CredentialContent): Promise<string> {
		const all = await this.#call('get', '/credentials', credentialList);
		const same = all.find(({ name, type }) => name === credential.name && type === credential.type);
		if (same === undefined) {
			return (await this.#call('post', '/credentials', withId, credential)).id;
		}
		await this.#call('patch', `/credentials/${same.id}`, withId, credential);
		return same.id;
	}

	/** Whether the workflow is there to be opened: neither deleted nor archived. */
	async hasWorkflow(id: string): Promise<boolean> {
		try {
			return !(await this.#call('get', `/workflows/${id}`, workflowState)).isArchived;
		} catch (error) {
			if (error instanceof RestRefusal && error.status < 500) return false;
			throw error;
		}
	}

	/** What the nodes of the workflow remember, by `node:` and their names. */
	async staticDataOf(id: string): Promise<Record<string, unknown>> {
		return (await this.#call('get', `/workflows/${id}`, remembered)).staticData ?? {};
	}

	async createWorkflow(workflow: WorkflowContent): Promise<string> {
		return (await this.#call('post', '/workflows', withId, workflow)).id;
	}

	async updateWorkflow(id: string, workflow: WorkflowContent): Promise<void> {
		await this.#call('patch', `/workflows/${id}`, withId, workflow);
	}

	/** Creates a data table of texts in the signed-in user's own project, with these rows. */
	async createDataTable(name: string, rows: ReadonlyArray<Record<string, string>>): Promise<void> {
		const project = await this.#call('get', '/projects/personal', withId);
		const tables = `/projects/${project.id}/data-tables`;
		const columns = Object.keys(rows[0] ?? {}).map((column) => ({ name: column, type: 'string' }));
		const { id } = await this.#call('post', tables, withId, { name, columns });
		await this.#call('post', `${tables}/${id}/insert`, z.unknown(), { data: rows });
	}

	/** Publishes the saved version, so that its trigger works from now on. */
	async activateWorkflow(id: string): Promise<void> {
		const { versionId } = await this.#call('get', `/workflows/${id}`, saved);
		await this.#call('post', `/workflows/${id}/activate`, withId, { versionId });
	}

	/** Ends what `activateWorkflow` has begun. n8n answers before it does so; this waits until no trigger is left. */
	async deactivateWorkflow(id: string): Promise<void> {
		await this.#call('post', `/workflows/${id}/deactivate`, withId, {});
		await until(limits.unpublishWorkflow, this.#signal, async () => {
			const { status } = await this.#call(
				'get',
				`/workflows/${id}/publication-status`,
				publication,
			);
			return status === 'not_published' ? true : undefined;
		});
	}

	/** Ids of the executions of the workflow, the newest first. */
	async executionsOf(workflowId: string): Promise<string[]> {
		return (await this.executionStates(workflowId)).map(({ id }) => id);
	}

	/**
	 * The executions of the workflow and how far each is, the newest first. n8n (2.41.1) asks its database for those that run
	 * and for those that have ended at the same time, so one that ends meanwhile can come twice.
	 */
	async executionStates(workflowId: string): Promise<ExecutionState[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const states = new Map<string, ExecutionState>();
		let next: string | null = '';
		while (next !== null) {
			const after: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
			const query = `filter=${filter}&limit=${LARGEST_PAGE}${after}`;
			const page = await this.#call('get', `/executions?${query}`, executions);
			for (const state of page.results) states.set(state.id, state);
			next = page.nextCursor;
		}
		return [...states.values()];
	}

	/** Executes the saved workflow as the editor's button does; returns the id of the execution. */
	async runWorkflow(id: string, trigger: string): Promise<string> {
		const body = { triggerToStartFrom: { name: trigger } };
		return (await this.#call('post', `/workflows/${id}/run`, started, body)).executionId;
	}

	/** *Retry* of the list of executions, with the workflow as it was; returns the id of the new execution. */
	async retryExecution(id: string): Promise<string> {
		const body = { loadWorkflow: false };
		return (await this.#call('post', `/executions/${id}/retry`, withId, body)).id;
	}

	/** *Stop* of the list of executions. */
	async stopExecution(id: string): Promise<void> {
		await this.#call('post', `/executions/${id}/stop`, z.unknown());
	}

	/** The execution, once it has ended. */
	async endedExecution(id: string): Promise<StoredExecution | undefined> {
		const found = await this.execution(id);
		return hasEnded(found) ? found : undefined;
	}

	/** The execution as it is stored now; its `data` is a text in flatted's format. */
	async execution(id: string): Promise<StoredExecution> {
		return await this.#call('get', `/executions/${id}`, execution);
	}

	/** The content of a file in the output of a node, by its id. */
	async binaryData(id: string): Promise<Buffer> {
		const answer = await this.#http.get<ArrayBuffer>('/binary-data', {
			params: { id, action: 'download' },
			responseType: 'arraybuffer',
		});
		if (answer.status !== 200) throw new RestRefusal('GET /rest/binary-data', answer);
		return Buffer.from(answer.data);
	}

	async #call<T>(
		method: 'get' | 'post' | 'patch',
		url: string,
		schema: z.ZodType<T>,
		data?: unknown,
	): Promise<T> {
		const answer = await this.#http.request<unknown>({ method, url, data });
		const call = `${method.toUpperCase()} /rest${url}`;
		if (answer.status < 200 || answer.status > 299) throw new RestRefusal(call, answer);
		const { data: content } = envelope.parse(answer.data);
		const parsed = schema.safeParse(content);
		if (parsed.success) return parsed.data;
		throw new Error(`n8n's answer to ${call} is not as expected: ${parsed.error.message}`);
	}
}
