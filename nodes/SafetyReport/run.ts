import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';

import { systemClock } from '../core/clock';
import { errorItem, toNodeError } from '../core/failures/toNodeError';
import { NodeFault } from '../core/failures/failures';
import type { FormItem, FormOf } from '../core/form/field';
import { formSchema, isField } from '../core/form/field';
import { parseInput, readSafely } from '../core/form/parseInput';
import type { OperationTexts } from '../core/operation';
import { callerOf } from '../core/run/caller';
import { fillNotGiven, resolved } from '../core/run/parameters';
import { mustStop } from '../core/run/run';

/** What an operation knows besides its form. */
export interface RunFacts {
	/** IANA name, of the workflow. */
	timeZone: string;
	/** Epoch milliseconds. */
	now: number;
}

type Output = Pick<INodeExecutionData, 'binary' | 'json'>;

/** An operation that makes one item of all input items. */
export interface ReportOperation extends OperationTexts {
	execute(context: IExecuteFunctions): Promise<Output>;
}

interface Definition<Fields extends readonly FormItem[], Input>
	extends Omit<OperationTexts, 'form' | 'properties'> {
	fields: Fields;
	/** Makes the input of `run`. Refuses with `context`. */
	interpret(form: FormOf<Fields>, facts: RunFacts, context: z.RefinementCtx): Input | undefined;
	run(input: Input, context: IExecuteFunctions): Output | Promise<Output>;
}

/** Defines an operation of the node: its fields are read once, for the first item. */
export function reportOperation<const Fields extends readonly FormItem[], Input>({
	fields,
	interpret,
	run,
	...texts
}: Definition<Fields, Input>): ReportOperation {
	const properties = fields.map((item) => (isField(item) ? item.property : item));
	return {
		...texts,
		...{ properties, form: properties },
		async execute(context) {
			const facts = { timeZone: context.getTimezone(), now: systemClock.now() };
			const schema = formSchema(fields).transform(
				(form, refusals): Input => interpret(form, facts, refusals) ?? z.NEVER,
			);
			const raw = readSafely(() => readFields(context, properties));
			return await run(parseInput(schema, raw, properties), context);
		},
	};
}

/** Dates stay as they are written: the report's time zone may be another than the workflow's. */
function readFields(
	context: IExecuteFunctions,
	properties: OperationTexts['properties'],
): Record<string, unknown> {
	const values: Record<string, unknown> = {};
	for (const property of properties) {
		const { name } = property;
		const value: unknown = resolved(property, () => context.getNodeParameter(name, 0, null));
		if (value !== null) values[name] = value;
	}
	return callerOf(context).agent ? fillNotGiven(values, properties) : values;
}

/** Runs the chosen operation over all input items. Its item stands for all of them, and is paired with the first. */
export async function executeReport(
	context: IExecuteFunctions,
	operations: readonly ReportOperation[],
): Promise<INodeExecutionData[][]> {
	try {
		const output = await chosenOperation(context, operations).execute(context);
		return [[{ ...output, pairedItem: { item: 0 } }]];
	} catch (failure) {
		const error = toNodeError(context.getNode(), failure, undefined);
		if (mustStop(context, failure)) throw error;
		const toErrorOutput = context.getNode().onError === 'continueErrorOutput';
		return [[errorItem(error, failure, 0, toErrorOutput)]];
	}
}

function chosenOperation(
	context: IExecuteFunctions,
	operations: readonly ReportOperation[],
): ReportOperation {
	const resource: unknown = context.getNodeParameter('resource', 0, '');
	const chosen: unknown = context.getNodeParameter('operation', 0, '');
	const operation = operations.find(
		(candidate) => candidate.resource === resource && candidate.operation === chosen,
	);
	if (operation !== undefined) return operation;
	throw new NodeFault(
		'The node has no such operation',
		'Choose Resource and Operation from the lists of the node.',
	);
}
