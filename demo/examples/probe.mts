import type { N8nRest } from '../../harness/n8n/rest.mts';
import type { Sandbox } from '../../harness/sandbox.mts';
import { chatQuestion } from './agent/chatQuestion.mts';
import { mcpWithLiveKey } from './agent/mcpTools.mts';
import { reportWithLiveKey } from './agent/reportWithLiveKey.mts';
import { emptyOutboxBySchedule, reportBySchedule } from './bySchedule.mts';
import { observe, type Check, type Expectation, type Meanwhile } from './checks.mts';
import { saveCredentials, type CredentialChange } from './credentials.mts';
import { dashcamProbes } from './dashcamClips.mts';
import { withCredentials, type Example } from './exampleFile.mts';
import { execute, type ExecutionResult } from './execution.mts';
import { executeFromOutside, type StartFromOutside } from './fromOutside.mts';
import type { ImportedExample } from './importExamples.mts';
import { reviewBySchedule, withoutMiles, withoutPermission } from './monthlyReview/probes.mts';
import { openForDays, unreadable } from './morningBrief/probes.mts';
import type { World } from './runExample.mts';
import { brokenKey, correctedKey } from './playbooks/outbox.mts';
import { certaintyProbes } from './playbooks/certainty.mts';
import { crashProbes } from './playbooks/crash.mts';
import { dangerZoneProbes } from './playbooks/dangerZone.mts';
import { harassmentProbes } from './playbooks/harassment.mts';
import { visitorsProbes } from './playbooks/visitors.mts';
import { unassigned } from './playbooks/onCall.mts';
import { beforeTrips } from './playbooks/routeCheck.mts';
import { panicProbes } from './playbooks/panicButton.mts';
import { quickened } from './quickened.mts';
import { resultsByWebhook, reviewByForm } from './safetyKitFromOutside.mts';
import { lightButNotMinor } from './samsara.mts';
import { emptyWeeks } from './weeklyReport/emptyWeeks.mts';
import { hostileNames } from './weeklyReport/hostileNames.mts';
import { lockedOut } from './weeklyReport/lockedOut.mts';
import { longOpen } from './weeklyReport/longOpen.mts';

/** An example once more, in a situation that does not come up by itself. Other expectations replace its own. */
export interface Probe {
	/** The situation, in a few words that follow the name of the example. */
	situation: string;
	/** Puts the sandbox into the situation. */
	prepare?(sandbox: Sandbox): Promise<void>;
	/** Takes the sandbox out of it again. */
	restore?(sandbox: Sandbox): Promise<void>;
	/** What is different in the workflow. */
	change?(example: Example): Example;
	/** What is different in its credentials. */
	credentials?: CredentialChange;
	/** How it is started once it is active; without it, its button or its schedule starts it. */
	start?: StartFromOutside;
	/** What the world does while it runs. */
	meanwhile?: Meanwhile;
	check: Check;
}

/** By file name. */
const probes: Record<string, Probe[]> = {
	'ai-agent-safety-desk.json': [chatQuestion, reportWithLiveKey],
	'crash-on-the-road.json': crashProbes,
	'danger-zone-alert.json': dangerZoneProbes,
	'harassment-report.json': harassmentProbes,
	'mcp-safety-tools.json': [mcpWithLiveKey],
	'monthly-fleet-review.json': [reviewBySchedule, withoutMiles, withoutPermission],
	'morning-brief.json': [openForDays, unreadable],
	'on-call-escalation.json': [unassigned],
	'panic-button.json': panicProbes,
	'route-check.json': [beforeTrips],
	'safetykit-outbox.json': [emptyOutboxBySchedule, brokenKey, correctedKey],
	'safetykit-result-webhook.json': [resultsByWebhook],
	'safetykit-review-form.json': [reviewByForm],
	'samsara-dashcam-clips.json': dashcamProbes,
	'samsara-dismiss-minor-events.json': [lightButNotMinor],
	'seconds-and-certainty.json': certaintyProbes,
	'visitors-overstaying.json': visitorsProbes,
	'weekly-safety-report.json': [reportBySchedule, emptyWeeks, lockedOut, longOpen, hostileNames],
};

export const probesOf = ({ file }: Example): Probe[] => probes[file] ?? [];

export interface ProbeRun {
	example: Example;
	workflowId: string;
	result: ExecutionResult;
	expectations: Expectation[];
}

/** Executes the example in the situation of the probe, as a workflow of its own. */
export async function runProbe(
	rest: N8nRest,
	original: Example,
	probe: Probe,
	world: World,
): Promise<ProbeRun> {
	const { sandbox, model, inbox, signal } = world;
	const changed = quickened(probe.change?.(original) ?? original);
	const example = { ...changed, name: `${original.name}, ${probe.situation}` };
	const credentials = await saveCredentials(rest, { sandbox, model, inbox }, probe.credentials);
	const workflowId = await rest.createWorkflow(withCredentials(example, credentials));
	await probe.prepare?.(sandbox);
	try {
		await sandbox.control.clearReceived();
		model.forget();
		inbox.forget();
		const one: ImportedExample = { example, workflowId, isNew: true };
		const run = async (): Promise<ExecutionResult & { answers?: unknown[] }> =>
			probe.start
				? await executeFromOutside(rest, one, probe.start, { sandbox, signal })
				: await execute(rest, one, signal);
		const [{ answers, ...result }] = await Promise.all([run(), probe.meanwhile?.(world)]);
		const observed = { ...(await observe(sandbox.control, { model, inbox })), answers };
		const expectations = probe.check(result, observed);
		return { example, workflowId, result, expectations };
	} finally {
		await probe.restore?.(sandbox);
	}
}
