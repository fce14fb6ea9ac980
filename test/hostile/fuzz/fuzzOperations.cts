import fc from 'fast-check';
import type { OnError } from 'n8n-workflow';

import { virtualTime } from '../../../harness/engine/virtualTime.cts';
import type { TestedService } from '../../cases/everyService.cts';
import { everyService } from '../../cases/everyService.cts';
import { isFullForm, SEED } from '../form.cts';
import { writeSection } from '../readme.cts';
import type { FuzzedResult } from './fuzzedRun.cts';
import { runFuzzed } from './fuzzedRun.cts';
import { mutated, mutation } from './mutatedJson.cts';
import { changedParameters } from './parameters.cts';
import type { RecordedCase } from './recordedCase.cts';
import { recordCases } from './recordedCase.cts';
import { ROWS, tableOfRows } from './tableRows.cts';

/** Of each operation, in the full form and in the light one. */
const FULL_RUNS = 900;
const LIGHT_RUNS = 6;

export const onError = fc.constantFrom<OnError>(
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

export type Run = () => Promise<FuzzedResult & { items: unknown[]; cases: number }>;

export async function fuzz(runs: fc.Arbitrary<Run>, most = FULL_RUNS): Promise<Counts> {
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
export function shown(run: Run, facts: object): Run {
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
	const choices = own.map(({ name, parameters, input: [first = {}], answerTo: answer }) =>
		fc
			.record({ table: tableOfRows(parameters, first), onError })
			.map(({ table: { input, mapped }, onError: mode }) =>
				shown(
					async () => {
						const run = { operation: name, parameters: mapped, answer, input, onError: mode };
						return { ...(await runFuzzed(service, run)), cases: ROWS };
					},
					{ name, input, mode },
				),
			),
	);
	return fc.oneof(...choices);
}
