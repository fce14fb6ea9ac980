import type { z } from 'zod';

import type { PerItemDefinition } from '../../shared/operation/operation';
import { perItemOperation } from '../../shared/operation/operation';
import type { SetyClient } from '../api/client';

/** An operation of the Sety node; see any file beside the resources for what one looks like. */
export const setyOperation = <Schema extends z.ZodTypeAny>(
	definition: PerItemDefinition<SetyClient, Schema>,
) => perItemOperation(definition);
