import type { z } from 'zod';

import {
	operations as safetyKitOperations,
	resources as safetyKitResources,
} from '../../nodes/SafetyKit/operations.ts';
import { endpoints as safetyKitEndpoints } from '../../nodes/SafetyKit/api/endpoints.ts';
import { receivedWebhook } from '../../nodes/SafetyKit/api/schemas.ts';
import {
	operations as samsaraOperations,
	resources as samsaraResources,
} from '../../nodes/Samsara/operations.ts';
import { endpoints as samsaraEndpoints } from '../../nodes/Samsara/api/endpoints.ts';
import { triggerOutput as samsaraTriggerOutput } from '../../nodes/Samsara/trigger/output.ts';
import {
	operations as setyOperations,
	resources as setyResources,
} from '../../nodes/Sety/operations.ts';
import { endpoints as setyEndpoints } from '../../nodes/Sety/api/endpoints.ts';
import { triggerOutput as setyTriggerOutput } from '../../nodes/Sety/trigger/output.ts';
import type { OperationTexts } from '../../nodes/core/operation.ts';

/** What the README says about the call behind an operation. */
export interface DocumentedCall {
	method: string;
	path: string;
	evidence: string;
	/** Our names of the fields that are sent. */
	fields: readonly string[];
	fieldEvidence: string;
}

/** A vendor, as far as texts and schemas are derived from its code. */
export interface DescribedService {
	/** Folder below nodes/, and the name in the README. */
	folder: string;
	operations: readonly OperationTexts[];
	/** Labels by internal value. */
	resources: Readonly<Record<string, string>>;
	/** One output item of the service's trigger, with all that one of its events may have. */
	triggerOutput: z.ZodTypeAny;
	/** By `resource.operation`. */
	calls: Readonly<Record<string, DocumentedCall>>;
}

export const services: readonly DescribedService[] = [
	{
		folder: 'Sety',
		operations: setyOperations,
		resources: setyResources,
		triggerOutput: setyTriggerOutput,
		calls: setyEndpoints,
	},
	{
		folder: 'SafetyKit',
		operations: safetyKitOperations,
		resources: safetyKitResources,
		triggerOutput: receivedWebhook,
		calls: safetyKitEndpoints,
	},
	{
		folder: 'Samsara',
		operations: samsaraOperations,
		resources: samsaraResources,
		triggerOutput: samsaraTriggerOutput,
		calls: samsaraEndpoints,
	},
];
