import type { SandboxControl } from '../../sandbox/controlClient.cts';
import type { ReceivedRequest } from '../../sandbox/recorder.cts';
import type { SafetyEvent } from '../../sandbox/samsara/model.cts';
import type { AccessLog, Incident } from '../../sandbox/sety/model.cts';
import type { ChatMessage } from '../inbox/inbox.mts';
import type { Mail } from '../inbox/mailServer.mts';
import type { Exchange } from '../model/server.mts';
import { mcpTools } from './agent/mcpTools.mts';
import { safetyDesk } from './agent/safetyDesk.mts';
import type { ExecutionResult } from './execution.mts';
import type { StartFromOutside } from './fromOutside.mts';
import type { World } from './runExample.mts';
import { dashcamClips } from './dashcamClips.mts';
import { firstPage } from './firstPage.mts';
import { monthlyReview } from './monthlyReview/monthlyReview.mts';
import { morningBrief } from './morningBrief/morningBrief.mts';
import { certainty } from './playbooks/certainty.mts';
import { crash } from './playbooks/crash.mts';
import { dangerZoneAlert } from './playbooks/dangerZone.mts';
import { harassmentReport } from './playbooks/harassment.mts';
import { visitorsOverstaying } from './playbooks/visitors.mts';
import { onCallEscalation } from './playbooks/onCall.mts';
import { routeCheck } from './playbooks/routeCheck.mts';
import { panicButton } from './playbooks/panicButton.mts';
import { coachingQueue, dismissMinorEvents } from './samsara.mts';
import { outbox, resultWebhook, reviewForm } from './safetyKit.mts';
import { incidentLife, newIncidents } from './sety.mts';
import { weeklyReport } from './weeklyReport/weeklyReport.mts';

/** Something that an example says it does, and whether it did. */
export interface Expectation {
	text: string;
	met: boolean;
	/** What was found in place of it. */
	found?: unknown;
}

/** The other side's view of an execution. */
export interface Observed {
	received: readonly ReceivedRequest[];
	/** Ids of incidents for which responders would have been sent. */
	dispatched: string[];
	/** Id of the incident that was created for an example that waits for one. */
	created?: string | undefined;
	/** What n8n answered to those who started the example from outside. */
	answers?: readonly unknown[] | undefined;
	/** What the sandbox holds afterwards. */
	stored: StoredRecords;
	/** What the stand-in of a language model was asked and answered; empty when there was none. */
	model: readonly Exchange[];
	/** What was sent by email and to a chat. */
	mails: readonly Mail[];
	messages: readonly ChatMessage[];
}

export interface StoredRecords {
	incidents: readonly Incident[];
	accessLogs: readonly AccessLog[];
	safetyEvents: readonly SafetyEvent[];
}

/** Looks at the sandbox and, where there are any, at the stand-in of a language model and at what was sent. */
export async function observe(
	control: SandboxControl,
	{ model, inbox }: Partial<Pick<World, 'inbox' | 'model'>> = {},
): Promise<Observed> {
	const received = await control.received();
	const { incidents, access_logs: accessLogs } = await control.sety.records();
	return {
		received,
		dispatched: await control.sety.dispatches(),
		stored: { incidents, accessLogs, safetyEvents: await control.samsara.events() },
		model: [...(model?.exchanges ?? [])],
		mails: [...(inbox?.mails ?? [])],
		messages: [...(inbox?.messages ?? [])],
	};
}

/** Compares what an example's nodes gave with what the sandbox saw during the execution. */
export type Check = (result: ExecutionResult, observed: Observed) => Expectation[];

/** A check, and what else an execution by the button needs. */
export interface Watched {
	check: Check;
	/** How it starts, where it has no button and polls no service. */
	start?: StartFromOutside;
	/** What the world does while the example runs, such as a person who answers. */
	meanwhile?: Meanwhile;
	/** Nodes that this execution does not come to; a probe does. */
	probed?: readonly string[];
}

export type Meanwhile = (world: World) => Promise<void>;

/** By file name: a new example gets a line here. */
const checks: Record<string, Check | Watched> = {
	'ai-agent-safety-desk.json': safetyDesk,
	'crash-on-the-road.json': crash,
	'danger-zone-alert.json': dangerZoneAlert,
	'harassment-report.json': harassmentReport,
	'mcp-safety-tools.json': mcpTools,
	'monthly-fleet-review.json': monthlyReview,
	'morning-brief.json': morningBrief,
	'on-call-escalation.json': onCallEscalation,
	'panic-button.json': panicButton,
	'route-check.json': routeCheck,
	'safety-report-first-page.json': firstPage,
	'safetykit-outbox.json': { check: outbox, probed: ['Once a Run', 'Tell Your Team'] },
	'samsara-coaching-queue.json': coachingQueue,
	'samsara-dashcam-clips.json': dashcamClips,
	'samsara-dismiss-minor-events.json': dismissMinorEvents,
	'safetykit-result-webhook.json': resultWebhook,
	'safetykit-review-form.json': reviewForm,
	'seconds-and-certainty.json': certainty,
	'sety-incident-life.json': incidentLife,
	'sety-new-incidents.json': newIncidents,
	'visitors-overstaying.json': visitorsOverstaying,
	'weekly-safety-report.json': weeklyReport,
};

export function watchedOf(file: string): Partial<Watched> {
	const found = checks[file];
	return typeof found === 'function' ? { check: found } : (found ?? {});
}

export function checkExample(
	file: string,
	result: ExecutionResult,
	observed: Observed,
): Expectation[] {
	const { check, probed = [] } = watchedOf(file);
	const missing = result.nodes.filter(
		({ node, ran, error }) => (!ran && !probed.includes(node)) || error !== undefined,
	);
	return [
		{ text: 'it has a check', met: check !== undefined },
		{
			text: 'the workflow ends with success',
			met: result.status === 'success',
			found: result.error ?? result.status,
		},
		{
			text: 'every node has run, but for those that only another situation comes to',
			met: missing.length === 0,
			found: missing.map(({ node }) => node),
		},
		{
			text: 'nobody was dispatched',
			met: observed.dispatched.length === 0,
			found: observed.dispatched,
		},
		...(check?.(result, observed) ?? []),
	];
}
