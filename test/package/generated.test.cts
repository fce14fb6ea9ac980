import '../../harness/engine/environment.cts';

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import Ajv from 'ajv';
import type { INodeParameters } from 'n8n-workflow';

import { calls, operations } from '../../nodes/Sety/operations.ts';
import { SetyTrigger } from '../../nodes/Sety/SetyTrigger.node.ts';
import { EVENTS } from '../../nodes/Sety/trigger/form.ts';
import { callPages } from '../../scripts/generated/callPages.cts';
import { withRoomPictures } from '../../scripts/generated/roomPictures.cts';
import { withOperationTables } from '../../scripts/generated/operationTable.cts';
import { outputSchemas } from '../../scripts/generated/outputSchemas.cts';
import { withSpeedTable } from '../bench/report/speedTable.cts';
import { chartOf } from '../bench/report/chart.cts';
import { benchResults } from '../bench/results.cts';
import { byId, setyBench } from '../../harness/engine/sety.cts';
import { TriggerHost } from '../../harness/engine/triggerHost.cts';

const root = join(__dirname, '../..');
const sety = setyBench();

it("the README's table is what the code says (else: npm run generate)", () => {
	const readme = readFileSync(join(root, 'README.md'), 'utf8');

	expect(withOperationTables(readme)).toBe(readme);
});

it('the pictures in docs/internals.md are what the imports say (else: npm run generate)', () => {
	const page = readFileSync(join(root, 'docs/internals.md'), 'utf8');

	expect(withRoomPictures(page, root)).toBe(page);
});

it.each([...callPages()])('%s is what the code says (else: npm run generate)', (file, content) => {
	expect(readFileSync(join(root, file), 'utf8')).toBe(content);
});

it('the table of the speed is what the last run measured (else: npm run bench)', () => {
	const page = readFileSync(join(root, 'docs/performance.md'), 'utf8');
	const written = readFileSync(join(root, 'bench/results.json'), 'utf8');
	const results = benchResults.parse(JSON.parse(written));

	expect(withSpeedTable(page, results)).toBe(page);
	expect(chartOf(results)).toBe(readFileSync(join(root, 'bench/chart.svg'), 'utf8'));
});

it('a goal of the last run is kept where its numbers say so, and counts and sizes always', () => {
	const written = readFileSync(join(root, 'bench/results.json'), 'utf8');
	const { cases } = benchResults.parse(JSON.parse(written));
	const goals = cases.flatMap((one) => one.goals);
	const isKept = ({ kind, measured, limit }: (typeof goals)[number]) =>
		kind === 'exactly'
			? measured === limit
			: kind === 'atMost'
				? measured <= limit
				: measured >= limit;

	expect(cases.filter(({ failure }) => failure !== undefined)).toEqual([]);
	expect(goals.filter((goal) => goal.ok !== isKept(goal))).toEqual([]);
	expect(goals.filter(({ exact, ok }) => exact && !ok)).toEqual([]);
});

it('the output schemas are what the code says (else: npm run generate)', () => {
	const wanted = outputSchemas();
	const present = readdirSync(join(root, 'nodes'), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.includes('__schema__') && name.endsWith('.json'))
		.map((name) => join('nodes', name));

	expect(present.sort()).toEqual([...wanted.keys()].sort());
	for (const [file, content] of wanted)
		expect(readFileSync(join(root, file), 'utf8')).toBe(content);
});

it('every field of an output schema has one plain type, or the editor does not open what is in it', () => {
	for (const [file, content] of outputSchemas()) {
		expect({ file, found: /"(?:anyOf|allOf|oneOf)"|"type": \[/.exec(content)?.[0] }).toEqual({
			file,
		});
	}
});

it('every operation has the call of its own name', () => {
	const names = operations.map(({ resource, operation }) => `${resource}.${operation}`);

	expect(names.sort()).toEqual(calls.map(({ key }) => key).sort());
});

async function parametersOf(name: string): Promise<INodeParameters> {
	const place = { latitude: '6.5244', longitude: '3.3792' };
	const [id = ''] = await sety.sandbox.control.sety.createIncidents({
		subject: { name: 'Ada', phone: '+2348012345678' },
		location: { coordinates: [3.3792, 6.5244], address: '76 Allen Avenue, Lagos' },
	});
	const visitors = await sety.run('accessLog.getCurrentVisitors', { returnAll: false, limit: 1 });
	return {
		...place,
		incidentId: byId(id),
		logId: byId(visitors.json[0]?.log_id as string),
		note: 'Door is locked',
		subjectName: 'Ada',
		subjectPhone: '+2348012345678',
		address: '76 Allen Avenue, Lagos',
		visitorName: 'Ada',
		origin: '6.5244, 3.3792',
		destination: '6.4281, 3.4219',
		// The same names mean nothing to operations that do not have them.
		...(name.endsWith('getAll') ? { returnAll: true } : {}),
	};
}

it.each(operations.map(({ resource, operation }) => `${resource}.${operation}`))(
	'the output of %s is what its schema promises',
	async (name) => {
		const schema: unknown = JSON.parse(
			outputSchemas().get(`nodes/Sety/__schema__/v1.0.0/${name.replace('.', '/')}.json`) ?? '',
		);
		const validate = new Ajv({ strict: false }).compile(schema as object);
		const result = await sety.run(name, await parametersOf(name));

		expect(result.error).toBeUndefined();
		expect(result.json).not.toEqual([]);
		const promised = Object.keys((schema as { properties: object }).properties);
		const given = new Set(result.json.flatMap((json) => Object.keys(json)));
		for (const json of result.json) {
			validate(json);
			expect(validate.errors ?? []).toEqual([]);
		}
		// A promise that nothing keeps would be as good as one that is kept.
		expect([...given].filter((field) => !promised.includes(field))).toEqual([]);
		expect(promised.filter((field) => !given.has(field))).toEqual([]);
	},
);

it('what the trigger hands over is what its schema promises, for each of its events', async () => {
	const schema = JSON.parse(
		outputSchemas().get('nodes/Sety/__schema__/v1.0.0.json') ?? '',
	) as object;
	const validate = new Ajv({ strict: false }).compile(schema);
	const host = new TriggerHost(new SetyTrigger(), () => sety.credential({}), {
		triggerOn: [...EVENTS],
	});
	const items = (await host.fetchTestEvent())?.flat() ?? [];

	expect(new Set(items.map(({ json }) => json.event))).toEqual(new Set(EVENTS));
	for (const { json } of items) {
		validate(json);
		expect(validate.errors ?? []).toEqual([]);
	}
});
