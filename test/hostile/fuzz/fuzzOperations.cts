import fc from 'fast-check';
import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import { virtualTime } from '../../../harness/engine/virtualTime.cts';
import type { TestedService } from '../../cases/everyService.cts';
import { everyService } from '../../cases/everyService.cts';
import { isFullForm, SEED } from '../form.cts';
import { writeSection } from '../readme.cts';
import type { FuzzedResult } from './fuzzedRun.cts';
import { runFuzzed } from './fuzzedRun.cts';
import { mutated, mutation } from './mutatedJson.cts';
import { changedParameters, leavesOf } from './parameters.cts';
import type { RecordedCase } from './recordedCase.cts';
import { recordCases } from './recordedCase.cts';
import { spoiledValue, USUAL } from './spoiledValues.cts';

/** Of each operation, in the full form and in the light one. */
const FULL_RUNS = 900;
const LIGHT_RUNS = 6;
const ROWS = 8;

const onError = fc.constantFrom<OnError>(
	'stopWorkflow',
	'continueRegularOutput',
	'continueErrorOutput',
);

interface Counts {
	runs: number;
	refused: number;
	requests: number;
}

/** Parameters, rows and answers of every operation of a service, generated. */
export function describeFuzz(name: string): void {
	describe(name, () => {
		const [service] = everyService(name);
		if (service === undefined) throw new Error(`No service ${name}`);
		const lines: string[] = [];
		let recorded: RecordedCase[] = [];

		beforeEach(async () => {
			recorded = await recordCases(service);
			virtualTime();
		});

		it.each(service.operations)('%s takes whatever comes, or refuses it', async (operation) => {
			const own = recorded.filter((one) => one.name === operation);
			const counts = {
				parameters: await fuzz(parameterRuns(service, operation, own)),
				rows: await fuzz(rowRuns(service, own), Math.ceil(FULL_RUNS / ROWS)),
				answers: await fuzz(answerRuns(service, own)),
			};
			const cells = Object.values(counts).flatMap(({ runs, refused, requests }) => [
				runs,
				refused,
				requests,
			]);
			lines.push(`| ${operation} | ${cells.join(' | ')} |`);
		});

		afterAll(() => {
			if (lines.length === service.operations.length)
				writeSection(`fuzz of ${name}`, tableOf(lines));
		});
	});
}

const tableOf = (lines: readonly string[]) =>
	[
		'| Operation | Parameters | refused | requests | Rows | refused | requests | Answers | refused | requests |',
		'| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
		...lines,
	].join('\n');

type Run = () => Promise<FuzzedResult & { items: unknown[]; cases: number }>;

async function fuzz(runs: fc.Arbitrary<Run>, most = FULL_RUNS): Promise<Counts> {
	const counts: Counts = { runs: 0, refused: 0, requests: 0 };
	await fc.assert(
		fc.asyncProperty(runs, async (run) => {
			const { wrong, thrown, items, requests, cases } = await run();
			counts.runs += cases;
			const failed = (items as Array<{ json: object }>).filter(({ json }) => 'error' in json);
			counts.refused += thrown === undefined ? failed.length : 1;
			counts.requests += requests.length;
			expect(wrong).toEqual([]);
		}),
		{ seed: SEED, numRuns: isFullForm ? most : LIGHT_RUNS },
	);
	return counts;
}

/** Shown by fast-check when a run fails. */
function shown(run: Run, facts: object): Run {
	return Object.assign(run, { [fc.toStringMethod]: () => JSON.stringify(facts) });
}

function parameterRuns(
	service: TestedService,
	operation: string,
	own: readonly RecordedCase[],
): fc.Arbitrary<Run> {
	const properties = service.propertiesOf(operation);
	const choices = own.map((recorded) =>
		fc
			.record({
				parameters: changedParameters(properties, [recorded.parameters]),
				onError,
				isTool: fc.boolean(),
			})
			.map(({ isTool, ...generated }) =>
				shown(
					async () => ({
						...(await runFuzzed(service, {
							operation,
							input: recorded.input,
							answer: recorded.answerTo,
							...generated,
							...(isTool ? { typeName: `${service.newNode().description.name}Tool` } : {}),
						})),
						cases: 1,
					}),
					{ ...generated, isTool },
				),
			),
	);
	return fc.oneof(...choices);
}

function answerRuns(service: TestedService, own: readonly RecordedCase[]): fc.Arbitrary<Run> {
	return fc
		.record({ recorded: fc.constantFrom(...own), mutation, onError })
		.map(({ recorded, mutation: { changes, at, always, ...instead }, onError: mode }) =>
			shown(
				async () => {
					let count = 0;
					const result = await runFuzzed(service, {
						operation: recorded.name,
						parameters: recorded.parameters,
						input: recorded.input,
						onError: mode,
						answer(request) {
							const answer = recorded.answerTo(request);
							if (count++ !== at && !always) return answer;
							return {
								statusCode: instead.status ?? answer.statusCode,
								headers: { ...answer.headers, ...instead.headers },
								body: instead.text ?? mutated(answer.body, changes),
							};
						},
					});
					return { ...result, cases: 1 };
				},
				{ name: recorded.name, changes, at, always, ...instead, mode },
			),
		);
}

/** Some fields of a valid use come from the columns of a table, whose cells are spoiled. */
function rowRuns(service: TestedService, own: readonly RecordedCase[]): fc.Arbitrary<Run> {
	const choices = own.map((recorded) => {
		const fields = Object.fromEntries(
			Object.entries(recorded.parameters).filter(
				([name]) => !/^(?:resource|operation)$/.test(name),
			),
		) as INodeParameters;
		const leaves = leavesOf(fields);
		const column = (index: number) => `c${index}`;
		const mapped = leaves.reduce<INodeParameters>(
			(parameters, path, index) => withLeaf(parameters, path, `={{ $json.${column(index)} }}`),
			structuredClone(recorded.parameters),
		);
		const usual = leaves.map((path) => String(leafAt(fields, path)));
		const cells = leaves.map((_path, index) => spoiledValue([usual[index] ?? '', ...USUAL]));
		const isSpoiled = fc.integer({ min: 0, max: Math.max(1, leaves.length) });
		// Most cells are as they should be, or the first bad one would hide the others.
		const row = fc.tuple(fc.tuple(...cells), isSpoiled, isSpoiled).map(
			([values, first, second]): IDataObject => ({
				...recorded.input[0],
				...(Object.fromEntries(
					values.map((value, index) => [
						column(index),
						index === first || index === second ? value : usual[index],
					]),
				) as IDataObject),
			}),
		);
		return fc
			.record({ input: fc.array(row, { minLength: ROWS, maxLength: ROWS }), onError })
			.map((generated) =>
				shown(
					async () => {
						const run = { operation: recorded.name, parameters: mapped, answer: recorded.answerTo };
						return { ...(await runFuzzed(service, { ...run, ...generated })), cases: ROWS };
					},
					{ name: recorded.name, ...generated },
				),
			);
	});
	return fc.oneof(...choices);
}

const leafAt = (fields: unknown, path: readonly string[]): unknown =>
	path.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], fields);

function withLeaf(
	fields: INodeParameters,
	path: readonly string[],
	value: string,
): INodeParameters {
	const holder = leafAt(fields, path.slice(0, -1)) as Record<string, unknown>;
	holder[path.at(-1) ?? ''] = value;
	return fields;
}
