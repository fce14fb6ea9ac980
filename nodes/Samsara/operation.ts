import type { z } from 'zod';

import type { BulkDefinition, PerItemDefinition } from '../core/operation';
import { bulkOperation, perItemOperation } from '../core/operation';
import type { SamsaraClient } from './api/client';
import { optionsOf } from './extraFields';

/** An operation that works on each input item by itself. */
export const samsaraOperation = <Schema extends z.ZodTypeAny>(
	definition: Omit<PerItemDefinition<SamsaraClient, Schema>, 'ownOptions'>,
) => perItemOperation({ ...definition, ownOptions: optionsOf(definition) });

/** An operation that gathers what all input items ask for into few calls. */
export const samsaraBulkOperation = <Schema extends z.ZodTypeAny>(
	definition: Omit<BulkDefinition<SamsaraClient, Schema>, 'ownOptions'>,
) => bulkOperation({ ...definition, ownOptions: optionsOf(definition) });
