import type { z } from 'zod';

import type { Call } from './core/call';
import type { OperationTexts } from './core/operation';
import * as safetyKit from './SafetyKit/operations';
import { triggerOutput as safetyKitTriggerOutput } from './SafetyKit/trigger/output';
import * as samsara from './Samsara/operations';
import { triggerOutput as samsaraTriggerOutput } from './Samsara/trigger/form';
import * as sety from './Sety/operations';
import { triggerOutput as setyTriggerOutput } from './Sety/trigger/form';

/** A service, as packages, generated texts and tests need it. */
export interface ListedService {
	/** Folder below nodes/, heading of its chapters in README and CHANGELOG; in lower case the name of its icon. */
	name: string;
	/** Of the package with this service alone, the only kind that n8n verifies. */
	packageName: string;
	description: string;
	keywords: readonly string[];
	/** Files in credentials/, without their ending. */
	credentials: readonly string[];
	/** Whether its credential has Endpoint Overrides. */
	endpointOverrides: boolean;
	/** Labels of the resources, by internal value. */
	resources: Readonly<Record<string, string>>;
	operations: readonly OperationTexts[];
	/** Every call that the nodes make, those without an operation of their own, too. */
	calls: ReadonlyArray<Omit<Call, 'statuses'>>;
	/** One output item of the trigger, with every field that any of its events may have; absent without a trigger. */
	triggerOutput?: z.ZodTypeAny;
}

/**
 * Every service that has nodes here, in the order of the README. Scripts and tests derive from this list. No node may
 * import it: a package for one service holds only the files that its nodes import.
 */
export const services: readonly ListedService[] = [
	{
		name: 'Sety',
		packageName: 'n8n-nodes-sety',
		description:
			'n8n nodes for Sety: report and follow emergencies, log visitors, rate the safety of places',
		keywords: ['safety', 'emergency', 'incident', 'dispatch', 'sos', 'sety'],
		credentials: ['SetyApi'],
		endpointOverrides: true,
		resources: sety.resources,
		operations: sety.operations,
		calls: sety.calls,
		triggerOutput: setyTriggerOutput,
	},
	{
		name: 'Samsara',
		packageName: 'n8n-nodes-samsara-safety',
		description:
			'n8n nodes for the safety events of Samsara fleets: review them in bulk, read them, follow them',
		keywords: ['safety', 'fleet', 'driver', 'telematics', 'samsara'],
		credentials: ['SamsaraApi', 'SamsaraOAuth2Api'],
		endpointOverrides: false,
		resources: samsara.resources,
		operations: samsara.operations,
		calls: samsara.calls,
		triggerOutput: samsaraTriggerOutput,
	},
	{
		name: 'SafetyKit',
		packageName: 'n8n-nodes-safetykit',
		description:
			'n8n nodes for SafetyKit: send trust-and-safety events, one by one or in ordered batches, and receive results',
		keywords: ['trust-and-safety', 'moderation', 'fraud', 'review', 'safetykit'],
		credentials: ['SafetyKitApi'],
		endpointOverrides: false,
		resources: safetyKit.resources,
		operations: safetyKit.operations,
		calls: safetyKit.calls,
		triggerOutput: safetyKitTriggerOutput,
	},
];
