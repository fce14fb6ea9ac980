import type { IDataObject, INodeParameters, INodeProperties, INodeType } from 'n8n-workflow';

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
	/** Whether it takes all items at once, so that an item can have several records. */
	isBulk(operation: string): boolean;
	readonly sandbox: NodeBench['sandbox'];
	run: NodeBench['run'];
	credential: NodeBench['credential'];
	newNode(): INodeType;
	/** The fields of an operation. */
	propertiesOf(operation: string): INodeProperties[];
	/** Method and path of every call that an operation may make. */
	callsOf(operation: string): ReadonlyArray<{ method: string; path: string }>;
}

/** All services, or one, each with a sandbox that lives as long as the test file. */
export function everyService(only?: string): TestedService[] {
	const chosen = services.filter((service) => only === undefined || service.name === only);
	return chosen.map((service) => {
		const { name, operations, calls } = service;
		const { underTest } = jest.requireActual<{ underTest(): ServiceUnderTest }>(
			`../${name}/operationCases.cts`,
		);
		const { bench, effects = {}, ...rest } = underTest();
		const named = (operation: string) =>
			operations.find((one) => `${one.resource}.${one.operation}` === operation);
		return {
			name,
			operations: operations.map((one) => `${one.resource}.${one.operation}`).sort(),
			effectOf: (operation) =>
				effects[operation] ?? calls.find(({ key }) => key === operation)?.effect ?? 'safeWrite',
			isBulk: (operation) => (named(operation) as { kind?: string } | undefined)?.kind === 'bulk',
			get sandbox() {
				return bench.sandbox;
			},
			run: bench.run,
			credential: bench.credential,
			newNode: () => newNode(name),
			propertiesOf: (operation) => named(operation)?.properties ?? [],
			// A look-up is open to all, and so is a call without an operation of its own on the same resource.
			callsOf: (operation) =>
				calls.filter(
					({ key, effect }) =>
						key === operation ||
						effect === 'read' ||
						(named(key) === undefined && key.split('.')[0] === operation.split('.')[0]),
				),
			...rest,
		};
	});
}

function newNode(name: string): INodeType {
	const module = jest.requireActual<Record<string, new () => INodeType>>(
		`../../nodes/${name}/${name}.node.ts`,
	);
	const Node = module[name];
	if (Node === undefined) throw new Error(`No node ${name}`);
	return new Node();
}

/** What names a case in a test's title. */
export const titleOf = ({ name, as }: OperationCase) =>
	as === undefined ? name : `${name} (${as})`;
