import { z } from 'zod';
import type { ContractOperation, RequestParts } from '../contract.cts';
import type { Answer } from '../service.cts';
import { refusal } from './refusal.cts';
import type { DataRequest, SafetyKitWorld } from './world.cts';

export interface Operation extends ContractOperation {
	readonly name: string;
	/** Takes what the contract has admitted. */
	run(parts: RequestParts, world: SafetyKitWorld): Answer;
}

const record = z.record(z.unknown());
const submitted = z.object({ data: z.union([z.array(record), record]) });
const text = z.string();

const submit: Operation = {
	name: 'dataObject.submit',
	method: 'POST',
	path: '/v1/data/{namespace}',
	run({ params, body }, world) {
		const objects = [submitted.parse(body).data].flat();
		const request_id = `req_${world.id().toLowerCase()}`;
		const namespace = text.parse(params.namespace);
		world.dataRequests.set(request_id, { namespace, request_id, at: world.clock.now(), objects });
		return { status: 200, body: { requestId: request_id, status: 'accepted' } };
	},
};

const getStatus: Operation = {
	name: 'dataObject.getStatus',
	method: 'GET',
	path: '/v1/data/{namespace}/requests/{requestId}',
	run({ params }, world) {
		const request = world.dataRequests.get(text.parse(params.requestId));
		if (request?.namespace !== params.namespace || !request) return refusal(404, 'Not found');
		const done = world.clock.now() >= request.at + world.settings.reviewMs;
		const { namespace, request_id } = request;
		const status = done ? 'succeeded' : 'ingesting';
		return {
			status: 200,
			body: { namespace, request_id, status, data: done ? resultsOf(request) : [] },
		};
	},
};

/** Made up: everything is labelled as what it says it is, or not at all. */
const resultsOf = ({ namespace, objects }: DataRequest) =>
	objects.map((object) => ({
		id: object.id,
		url: `https://app.safetykit.invalid/${namespace}/${String(object.id)}`,
		output: {
			actions: [],
			labels: typeof object.label === 'string' ? [{ label: object.label, confidence: 'high' }] : [],
		},
	}));

const createAgentDecision: Operation = {
	name: 'agentDecision.create',
	method: 'POST',
	path: '/v1/agent_decisions',
	run({ body }, world) {
		world.decisions.push(body);
		return { status: 200, body: { safetykitCorrect: record.parse(body).decision === 'match' } };
	},
};

const createDeletionRequest: Operation = {
	name: 'deletionRequest.create',
	method: 'POST',
	path: '/v1/deletion_requests',
	run({ body }, world) {
		const { external_request_id } = record.parse(body);
		const key = typeof external_request_id === 'string' ? external_request_id : world.id();
		const deletion_request_id = world.deletions.get(key) ?? `del_${world.id().toLowerCase()}`;
		world.deletions.set(key, deletion_request_id);
		return {
			status: 200,
			body: {
				deletion_request_id,
				status: 'accepted',
				...(external_request_id === undefined ? {} : { external_request_id }),
			},
		};
	},
};

/** All but the events, which have rules of their own (events.cts). */
export const operations: readonly Operation[] = [
	submit,
	getStatus,
	createAgentDecision,
	createDeletionRequest,
];
