import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import type { NodeResult, NodeRun } from '../../harness/engine/runNode.cts';
import { runNode } from '../../harness/engine/runNode.cts';
import type { Figures } from '../../nodes/SafetyReport/figures/figures.ts';
import { SafetyReport } from '../../nodes/SafetyReport/SafetyReport.node.ts';

/** A Monday morning in Berlin. */
export const AS_OF = '2026-11-23T06:00:00Z';

interface ReportRun {
	input?: object[];
	files?: NonNullable<NodeRun['files']>;
	onError?: OnError;
	timezone?: string;
}

/** Runs one operation of the Safety Report node in the real engine, written `resource.operation`. */
export async function runReport(
	name: string,
	{ options = {}, ...parameters }: INodeParameters,
	{ input = [{}], timezone = 'Europe/Berlin', ...run }: ReportRun = {},
): Promise<NodeResult> {
	const [resource = '', operation = ''] = name.split('.');
	return await runNode({
		node: new SafetyReport(),
		parameters: {
			...{ resource, operation, ...parameters },
			options: { referenceTime: AS_OF, ...(options as INodeParameters) },
		},
		credentials: {},
		input: [input as IDataObject[]],
		timezone,
		...run,
	});
}

/** The figures of some records. Throws where the node does not succeed. */
export async function figuresOf(
	input: object[],
	parameters: INodeParameters = {},
	run: ReportRun = {},
): Promise<Figures> {
	const { json, error } = await runReport('report.create', parameters, { input, ...run });
	if (error !== undefined) throw new Error(`${error.message} ${error.description}`);
	return json[0] as unknown as Figures;
}
