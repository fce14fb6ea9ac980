import type { FormItem, FormOf } from '../core/form/field';
import type { BulkDefinition, PerItemDefinition } from '../core/operation';
import { bulkOperation, perItemOperation } from '../core/operation';
import type { SamsaraClient } from './api/client';
import { optionsOf } from './extraFields';

/** An operation that works on each input item by itself. */
export const samsaraOperation = <
	const Fields extends readonly FormItem[],
	Options = unknown,
	Form = FormOf<Fields>,
	Input = Form,
>(
	definition: PerItemDefinition<SamsaraClient, Fields, Options, Form, Input>,
) => ({ ...perItemOperation(definition), options: optionsOf(definition) });

/** An operation that gathers what all input items ask for into few calls. */
export const samsaraBulkOperation = <
	const Fields extends readonly FormItem[],
	Options = unknown,
	Form = FormOf<Fields>,
	Input = Form,
>(
	definition: BulkDefinition<SamsaraClient, Fields, Options, Form, Input>,
) => ({ ...bulkOperation(definition), options: optionsOf(definition) });
