import { isDeepStrictEqual } from 'node:util';
import type { Conversation } from '../../model/conversation.mts';
import { recordsIn, TOOLS } from '../../model/tools.mts';
import type { Check } from '../checks.mts';
import { itemsOf } from '../execution.mts';
import { offersTools } from './offeredTools.mts';

/** What the model may fill in, by tool. */
const FIELDS = {
	[TOOLS.find]: { category: 'string' },
	[TOOLS.read]: { incident_id: 'string' },
	[TOOLS.rate]: { latitude: 'number', longitude: 'number' },
	[TOOLS.drive]: { start_time: 'string', vehicle_id: 'string' },
};

const NO_CONVERSATION: Conversation = { system: '', question: '', tools: [], results: [] };

/** examples/ai-agent-safety-desk.json: tools are offered, called, answered and summed up. */
export const safetyDesk: Check = (result, { model, received }) => {
	const last = model.at(-1);
	const { tools, results, question } = last?.conversation ?? NO_CONVERSATION;
	const inputOf = (tool: string) => results.find((one) => one.tool === tool)?.input ?? {};
	const outputOf = (tool: string) => recordsIn(results.find((one) => one.tool === tool)?.output);
	const calls = received.map(({ method, path, status }) => `${method} ${path} ${status}`).sort();
	const queryOf = (path: string) => received.find((request) => request.path === path)?.query ?? {};
	const id = String(inputOf(TOOLS.read)['incident_id']);
	const [answer = {}] = itemsOf(result, 'Safety Desk');
	const [place = {}] = outputOf(TOOLS.rate);
	const events = outputOf(TOOLS.drive);
	return [
		...offersTools(tools, FIELDS),
		{
			text: 'the agent asks the model three times: to look, to look closer, to sum up',
			met: model.length === 3,
			found: model.map(({ turn }) => turn),
		},
		{
			text: 'every tool call becomes one call of an API',
			met: isDeepStrictEqual(calls, [
				'GET /incidents 200',
				`GET /incidents/${id} 200`,
				'GET /safety-events/stream 200',
				'GET /safety/score 200',
			]),
			found: calls,
		},
		{
			text: 'what the model has filled in arrives there, beside what is fixed in the tools',
			met:
				includes(queryOf('/incidents'), { category: 'sos', limit: '5' }) &&
				includes(queryOf('/safety/score'), { lat: '6.5244', lng: '3.3792' }) &&
				includes(queryOf('/safety-events/stream'), {
					assetIds: '281474978683353',
					startTime: inputOf(TOOLS.drive)['start_time'],
					queryByTimeField: 'createdAtTime',
				}),
			found: received.map(({ path, query }) => [path, query]),
		},
		{
			text: 'what the APIs answer comes back to the model',
			met:
				outputOf(TOOLS.find).some(({ incident_id }) => incident_id === id) &&
				outputOf(TOOLS.read)[0]?.['incident_id'] === id &&
				Array.isArray(outputOf(TOOLS.read)[0]?.['timeline']) &&
				typeof place['score'] === 'number' &&
				events.length > 0 &&
				events.every(({ asset }) => asset === 'Truck 1'),
			found: results,
		},
		{
			text: 'the last word of the model is what the workflow gives out',
			met:
				answer['output'] === (last !== undefined && 'text' in last.turn ? last.turn.text : '') &&
				[id, `${String(place['score'])} of 100`, `${events.length} safety events`].every((part) =>
					String(answer['output']).includes(part),
				),
			found: [question, answer],
		},
	];
};

const includes = (query: Readonly<Record<string, unknown>>, part: Record<string, unknown>) =>
	isDeepStrictEqual({ ...query, ...part }, query);
