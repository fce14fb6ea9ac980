import type { FormItem, FormOf } from '../core/form/field';
import type { BulkDefinition, PerItemDefinition } from '../core/operation';
import { bulkOperation, perItemOperation } from '../core/operation';
import type { SafetyKitClient } from './api/client';

/** An operation that does each item by itself, several at once. */
export const safetyKitOperation = <
	const Fields extends readonly FormItem[],
	Options = unknown,
	Form = FormOf<Fields>,
	Input = Form,
>(
	definition: PerItemDefinition<SafetyKitClient, Fields, Options, Form, Input>,
) => perItemOperation(definition);

/** An operation that sees all items at once. */
export const safetyKitBulkOperation = <
	const Fields extends readonly FormItem[],
	Options = unknown,
	Form = FormOf<Fields>,
	Input = Form,
>(
	definition: BulkDefinition<SafetyKitClient, Fields, Options, Form, Input>,
) => bulkOperation(definition);
