import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { NodeBench } from '../../harness/engine/nodeBench.cts';
import type { Effect } from '../../nodes/core/http/request.ts';
import { services } from '../../nodes/services.ts';

/** One use of an operation in which every field that has a value on the wire is filled. */
export interface OperationCase {
	/** `resource.operation` */
	name: string;
	/** What tells two cases of one operation apart. */
	as?: string;
	parameters: INodeParameters;
	input?: IDataObject[];
}

/** What `test/<Service>/operationCases.cts` says of its service, by a function `underTest`. */
export interface ServiceUnderTest {
	bench: NodeBench;
	/** With the IDs that `prepare` gives, by their names. */
	cases(ids: Readonly<Record<string, string>>): OperationCase[];
	/** Makes the records that the cases are about. Returns their IDs. */
	prepare(): Promise<Record<string, string>>;
	/** Effects that are others in these cases than the call alone says. */
	effects?: Readonly<Record<string, Effect>>;
	secret: string;
}

export interface TestedService extends Omit<ServiceUnderTest, 'bench' | 'effects'> {
	name: string;
	/** Internal names, `resource.operation`. */
	operations: string[];
	effectOf(operation: string): Effect;
	readonly sandbox: NodeBench['sandbox'];
	run: NodeBench['run'];
}

/** All services, each with a sandbox that lives as long as the test file. */
export function everyService(): TestedService[] {
	return services.map((service) => {
		const { name, operations, calls } = service;
		const { underTest } = jest.requireActual<{ underTest(): ServiceUnderTest }>(
			`../${name}/operationCases.cts`,
		);
		const { bench, effects = {}, ...rest } = underTest();
		return {
			name,
			operations: operations.map((one) => `${one.resource}.${one.operation}`).sort(),
			effectOf: (operation) =>
				effects[operation] ?? calls.find(({ key }) => key === operation)?.effect ?? 'safeWrite',
			get sandbox() {
				return bench.sandbox;
			},
			run: bench.run,
			...rest,
		};
	});
}

/** What names a case in a test's title. */
export const titleOf = ({ name, as }: OperationCase) =>
	as === undefined ? name : `${name} (${as})`;
