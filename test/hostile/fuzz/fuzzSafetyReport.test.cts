import fc from 'fast-check';
import type { IDataObject, INodeParameters, INodeProperties, OnError } from 'n8n-workflow';

import { virtualTime } from '../../../harness/engine/virtualTime.cts';
import { ALL_SECTIONS } from '../../../nodes/SafetyReport/page/sectionNames.ts';
import { operations } from '../../../nodes/SafetyReport/operations.ts';
import { OUTPUTS } from '../../../nodes/SafetyReport/report/outputs.ts';
import { SafetyReport } from '../../../nodes/SafetyReport/SafetyReport.node.ts';
import { everyService } from '../../cases/everyService.cts';
import { AS_OF } from '../../SafetyReport/reportBench.cts';
import { writeSection } from '../readme.cts';
import { executeOffline } from './executeOffline.cts';
import { wrongResult } from './fuzzedRun.cts';
import type { Run } from './fuzzOperations.cts';
import { fuzz, onError, shown } from './fuzzOperations.cts';
import { changedParameters } from './parameters.cts';
import { changedItems, recordRows, recordsOf } from './reportInput.cts';
import { orHangs, wrongSurroundings } from './surroundings.cts';
import { ROWS, tableOfRows } from './tableRows.cts';
import { wrongReport } from './wrongReport.cts';

/** In the full form. */
const FULL_RUNS = 2_500;
const FULL_ROWS = 10_000;

const SPAN = { period: 'lastWeek', compareWith: 'previous', options: { referenceTime: AS_OF } };
const exposure = { exposure: 'items', driverField: 'driver', exposureField: 'exposure' };
const sections = [...ALL_SECTIONS];

/** Valid uses, by operation. */
const USES: Readonly<Record<string, INodeParameters[]>> = {
	'period.get': [
		SPAN,
		{ ...SPAN, period: 'custom', start: '2026-11-02', end: '2026-11-16', compareWith: 'none' },
		{ ...SPAN, compareWith: 'average', numberOfPeriods: 3 },
	],
	'report.create': [
		{ ...SPAN, title: 'Weekly', outputs: [...OUTPUTS], options: { ...SPAN.options, sections } },
		{
			...{ ...SPAN, ...exposure, outputs: [...OUTPUTS], responseTarget: 5 },
			exposureOptions: { comparisonField: 'before', dateField: 'date', minimumExposure: 10 },
			options: {
				...{ ...SPAN.options, sections, subtitle: 'Lagos', timeZone: 'Africa/Lagos' },
				...{ coachAbove: 3, placeRadius: 300, resolutionTarget: 60, language: 'de' },
			},
		},
	],
};

interface ReportRun {
	parameters: INodeParameters;
	input: IDataObject[];
	onError: OnError;
	typeName?: string;
}

const runOf = (name: string, run: ReportRun, cases = 1): Run =>
	shown(async () => {
		const [resource = '', operation = ''] = name.split('.');
		// Otherwise connections that the sandbox closes meanwhile look open.
		await new Promise(setImmediate);
		const result = await orHangs(
			executeOffline({
				...run,
				node: new SafetyReport(),
				parameters: { resource, operation, ...run.parameters },
				credentials: {},
				answer() {
					throw new Error('A report sends nothing');
				},
			}),
		);
		const given = [run.parameters, run.input];
		const wrong = [
			...wrongSurroundings(),
			...wrongResult(result, run),
			...result.items.flatMap((item) => ('error' in item.json ? [] : wrongReport(item, given))),
		];
		return { ...result, requests: [], wrong, cases };
	}, run);

const items = (records: readonly IDataObject[]) =>
	fc.array(fc.constantFrom(...records), { minLength: 1, maxLength: 12 });

interface Own {
	name: string;
	properties: INodeProperties[];
	uses: INodeParameters[];
	records: IDataObject[];
}

/** What is generated for an operation, by the column of the table. */
const KINDS: Readonly<Record<string, (own: Own) => fc.Arbitrary<Run>>> = {
	Parameters: ({ name, properties, uses, records }) =>
		fc
			.record({
				parameters: changedParameters(properties, uses),
				input: items(records),
				onError,
				typeName: fc.constantFrom('safetyReport', 'safetyReportTool'),
			})
			.map(({ typeName, ...run }) =>
				runOf(name, typeName.endsWith('Tool') ? { ...run, typeName } : run),
			),
	Rows: ({ name, uses, records }) =>
		fc
			.record({
				table: fc.oneof(...uses.map((use) => tableOfRows(use, {}))),
				rows: recordRows(records),
				onError,
			})
			.map(({ table: { mapped, input }, rows, onError: mode }) => {
				const merged = rows.map((row, index) => ({ ...row, ...input[index] }));
				return runOf(name, { parameters: mapped, input: merged, onError: mode }, ROWS);
			}),
	Input: ({ name, uses, records }) =>
		fc
			.record({ parameters: fc.constantFrom(...uses), input: changedItems(records), onError })
			.map((run) => runOf(name, run)),
};

let records: IDataObject[] = [];
const services = everyService();
const tests = operations.flatMap(({ resource, operation, properties }) =>
	Object.keys(KINDS).map((kind) => [kind, `${resource}.${operation}`, properties] as const),
);
const counts = new Map<string, Array<string | number>>();

beforeEach(async () => {
	// The sandbox makes other IDs each time.
	if (records.length === 0) records = await recordsOf(services);
	virtualTime();
});

it.each(tests)('%s of %s: a report, or a refusal', async (kind, name, properties) => {
	const runs = KINDS[kind]?.({ name, properties, uses: USES[name] ?? [], records });
	if (runs === undefined) throw new Error(`No runs of ${kind}`);
	const { runs: count, refused } = await fuzz(runs, kind === 'Rows' ? FULL_ROWS / ROWS : FULL_RUNS);
	counts.set(name, [...(counts.get(name) ?? [name]), count, refused]);
});

afterAll(() => {
	const lines = [...counts.values()];
	const isWhole = lines.flat().length === operations.length * (1 + 2 * Object.keys(KINDS).length);
	if (!isWhole) return;
	writeSection(
		'fuzz of SafetyReport',
		[
			'| Operation | Parameters | refused | Rows | refused | Input | refused |',
			'| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
			...lines.map((cells) => `| ${cells.join(' | ')} |`),
		].join('\n'),
	);
});
