import type { z } from 'zod';

import type { Call } from './core/call';
import type { OperationTexts } from './core/operation';
import * as safetyReport from './SafetyReport/operations';
import * as safetyKit from './SafetyKit/operations';
import { triggerOutput as safetyKitTriggerOutput } from './SafetyKit/trigger/output';
import * as samsara from './Samsara/operations';
import { triggerOutput as samsaraTriggerOutput } from './Samsara/trigger/form';
import * as sety from './Sety/operations';
import { triggerOutput as setyTriggerOutput } from './Sety/trigger/form';

/** What makes up a package of its own, as packages, generated texts and tests need it. */
export interface ListedPackage {
	/** Folder below nodes/; in lower case the name of its icon. */
	name: string;
	/** Of its chapters in README and CHANGELOG. */
	heading: string;
	/** Of the package with these nodes alone, the only kind that n8n verifies. */
	packageName: string;
	description: string;
	keywords: readonly string[];
	/** Files in credentials/, without their ending. */
	credentials: readonly string[];
	/** Labels of the resources, by internal value. */
	resources: Readonly<Record<string, string>>;
	operations: readonly OperationTexts[];
	/** One output item of the trigger, with every field that any of its events may have; absent without a trigger. */
	triggerOutput?: z.ZodTypeAny;
	/** Names of the services whose records its nodes read as input, and which its texts name therefore. */
	readsRecordsOf?: readonly string[];
}

/** A service, with a credential and calls. */
export interface ListedService extends ListedPackage {
	/** Whether its credential has Endpoint Overrides. */
	endpointOverrides: boolean;
	/** Every call that the nodes make, those without an operation of their own, too. */
	calls: ReadonlyArray<Omit<Call, 'statuses'>>;
}

/**
 * Every service that has nodes here, in the order of the README. Scripts and tests derive from this list. No node may
 * import it: a package for one service holds only the files that its nodes import.
 */
export const services: readonly ListedService[] = [
	{
		name: 'Sety',
		heading: 'Sety',
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
		heading: 'Samsara',
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
		heading: 'SafetyKit',
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

/** The node without a service: it calls nobody, and reads what the others give. */
const reports: ListedPackage = {
	name: 'SafetyReport',
	heading: 'Safety Report',
	packageName: 'n8n-nodes-safety-report',
	description:
		'n8n node for safety reports: incidents, safety events and visits as figures, a page, a table and a summary',
	keywords: ['safety', 'report', 'incident', 'fleet', 'statistics', 'response-time'],
	credentials: [],
	resources: safetyReport.resources,
	operations: safetyReport.operations,
	readsRecordsOf: services.map(({ name }) => name),
};

/** Everything that has a package of its own, in the order of the README. */
export const packages: readonly ListedPackage[] = [...services, reports];
