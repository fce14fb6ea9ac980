import type { z } from 'zod';

import type { BulkDefinition, PerItemDefinition } from '../core/operation';
import { bulkOperation, perItemOperation } from '../core/operation';
import type { SafetyKitClient } from './api/client';

/** An operation that does each item by itself, several at once. */
export const safetyKitOperation = <Schema extends z.ZodTypeAny>(
	definition: PerItemDefinition<SafetyKitClient, Schema>,
) => perItemOperation(definition);

/** An operation that sees all items at once. */
export const safetyKitBulkOperation = <Schema extends z.ZodTypeAny>(
	definition: BulkDefinition<SafetyKitClient, Schema>,
) => bulkOperation(definition);
