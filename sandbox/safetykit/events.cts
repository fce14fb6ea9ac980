import { z } from 'zod';
import type { Contract } from '../contract.cts';
import type { Answer } from '../service.cts';
import { refusal, type Issue } from './refusal.cts';
import type { SafetyKitWorld } from './world.cts';

/** Schema of each event type in the OpenAPI file. */
const SCHEMAS: Readonly<Record<string, string>> = {
	appeal: 'AppealEvent',
	content_uploaded: 'ContentUploadedEvent',
	create_account: 'CreateAccountEvent',
	moderation_decision: 'ModerationDecisionEvent',
	product_changed: 'ProductChangedEvent',
	update_account: 'UpdateAccountEvent',
	user_contact: 'UserContactEvent',
	user_report: 'UserReportEvent',
};

const NEED_A_TARGET = ['user_report', 'moderation_decision'];

const eventRecord = z.record(z.unknown());
const withLists = z.object({
	metadata: z.record(z.unknown()).optional(),
	resources_used: z.array(z.object({ value: z.string() })).optional(),
});

/** In JSON: an escape that is not itself escaped, or one of those that need none. Tab, LF and CR have short escapes. */
const UNSUPPORTED = /(?<!\\)(?:\\\\)*\\(?:u00[01]|[bf])|[\u007f-\u009f]/;

export interface EventsCall {
	readonly body: unknown;
	readonly bytes: number;
	readonly queued: boolean;
}

/** One event or an ordered batch. One that is refused refuses the whole batch (assumed). */
export function receiveEvents(
	{ body, bytes, queued }: EventsCall,
	world: SafetyKitWorld,
	contract: Contract,
): Answer {
	const { settings } = world;
	const batch: unknown[] | undefined = Array.isArray(body) ? body : undefined;
	const events: unknown[] = batch ?? [body];
	if (bytes > settings.maxBodyBytes || events.length > settings.maxBatchEvents) {
		return refusal(413, 'Request is too large');
	}
	if (events.length === 0) return refusal(400, 'The batch is empty');
	const issues = events.flatMap((event, index) => {
		const issue = issueOf(event, world, contract);
		if (issue === null) return [];
		const path = batch === undefined ? issue.path : `${index}.${issue.path}`;
		return [{ ...issue, path }];
	});
	if (issues.length > 0) return refusal(400, 'Invalid event', settings.issues ? issues : []);
	const stored = events.map((event) => world.ingest(eventRecord.parse(event), queued));
	if (queued) return { status: 200, body: { status: 'queued', queued_events: stored.length } };
	const ids = stored.map(({ event_id }) => event_id);
	const answer = batch === undefined ? { event_id: ids[0] } : { event_ids: ids };
	return { status: 200, body: { status: 'ok', ...answer } };
}

function issueOf(event: unknown, world: SafetyKitWorld, contract: Contract): Issue | null {
	const read = eventRecord.safeParse(event);
	if (!read.success) return { path: '', message: 'must be an object' };
	const type = String(read.data.type);
	const schema = SCHEMAS[type];
	if (schema === undefined) return { path: 'type', message: 'is not known' };
	const complaint = contract.checkSchema(schema, event);
	if (complaint) return { path: complaint.field, message: complaint.problem };
	const { mode, productEventNames } = world.settings;
	if (type === 'product_changed' && productEventNames !== null) {
		const isListed = productEventNames.some((name) => name === read.data.event_name);
		if (!isListed) return { path: 'event_name', message: 'is not one of the list' };
	}
	const advice = adviceAgainst(type, read.data);
	if (advice === null || mode === 'strict') return advice;
	world.warnings.push(`${type}: ${advice.path} ${advice.message}`);
	return null;
}

/** The first thing that the guide or the reference only advises against. */
function adviceAgainst(type: string, event: Readonly<Record<string, unknown>>): Issue | null {
	if (NEED_A_TARGET.includes(type) && !event.target_user_id && !event.target_content_id) {
		return { path: 'target_user_id', message: 'or target_content_id is required' };
	}
	const { metadata = {}, resources_used = [] } = withLists.parse(event);
	const used = new Set<unknown>(resources_used.map(({ value }) => value));
	if (
		Object.values(metadata)
			.flat()
			.some((value) => used.has(value))
	) {
		return { path: 'metadata', message: 'repeats a value of resources_used' };
	}
	return UNSUPPORTED.test(JSON.stringify(event))
		? { path: '', message: 'contains a control character' }
		: null;
}
