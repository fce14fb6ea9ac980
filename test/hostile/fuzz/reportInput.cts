import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { virtualTime } from '../../../harness/engine/virtualTime.cts';
import { featureCollection } from '../../../nodes/core/geo/geoJson.ts';
import type { TestedService } from '../../cases/everyService.cts';
import { generatedWeek } from '../../SafetyReport/generatedWeeks.cts';
import { HOSTILE } from '../../SafetyReport/hostileFigures.cts';
import { AS_OF } from '../../SafetyReport/reportBench.cts';
import type { Change } from './mutatedJson.cts';
import { change, mutated } from './mutatedJson.cts';
import { spoiledValue, USUAL } from './spoiledValues.cts';
import { ROWS } from './tableRows.cts';

const HOUR = 3_600_000;
/** Records of one operation. */
const MOST_OF_ONE = 4;

/** What the nodes of all services emit in the sandbox, what their triggers emit, and records of generated weeks. */
export async function recordsOf(services: readonly TestedService[]): Promise<IDataObject[]> {
	const emitted: IDataObject[] = [];
	for (const service of services) {
		virtualTime();
		for (const { name, parameters, input = [{}] } of service.cases(await service.prepare())) {
			const { json } = await service.run(name, parameters, { input: [input] });
			emitted.push(...json.slice(0, MOST_OF_ONE));
		}
		jest.restoreAllMocks();
	}
	const week = [7, 23].flatMap((seed) => generatedWeek(seed).items) as IDataObject[];
	const [incident = {}] = week;
	return [...emitted, ...week, ...inOtherForms(incident)].map(movedIntoThePeriod);
}

/** Items that hold a record, and the other items that a report gets. */
const inOtherForms = (incident: IDataObject): IDataObject[] => [
	{ ...featureCollection([incident]) },
	{ event: 'incidentCreated', eventTime: AS_OF, incident },
	{ event: 'dangerZoneRemoved', dangerZone: { zone_id: 'zone_1' } },
	{
		...{ type: 'workflow.succeeded', id: 'review_1', request_id: 'request_1', namespace: 'users' },
		...{ webhook: { timestamp: AS_OF }, output: { labels: [{ label: 'fraud' }, { label: 'ok' }] } },
	},
	{
		error: 'Samsara did not answer "Stream safety events" in time [item 0]',
		details: { kind: 'noAnswer', howToGoOn: 'Try again later.' },
	},
	{ driver: 'Driver 1', exposure: 420, before: 380, date: '2026-11-18' },
];

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** The record with all its times moved alike, so that the first one lies in the period of the report or the one before. */
function movedIntoThePeriod(record: IDataObject, index: number): IDataObject {
	const text = JSON.stringify(record);
	const times: number[] = [];
	JSON.parse(text, (_key, value: unknown) => {
		if (typeof value === 'string' && TIME.test(value)) times.push(Date.parse(value));
		return value;
	});
	if (times.length === 0) return record;
	const first = Date.parse(AS_OF) - (index % 15) * 24 * HOUR - (index % 24) * HOUR;
	const by = first - Math.min(...times);
	return JSON.parse(text, (_key, value: unknown) =>
		typeof value === 'string' && TIME.test(value)
			? new Date(Date.parse(value) + by).toISOString()
			: value,
	) as IDataObject;
}

/** An element that no report has. */
export const FOREIGN_ELEMENT = 'x-foreign';

const MARKUP_OR_FORMULA = [
	`<${FOREIGN_ELEMENT}>`,
	`"><${FOREIGN_ELEMENT} a="`,
	`'><${FOREIGN_ELEMENT}>`,
	`</style></title></svg><${FOREIGN_ELEMENT}>`,
	`https://example.com/"><${FOREIGN_ELEMENT}>`,
	'" onmouseover="alert(1)',
	'=1+1',
	'@SUM(1)',
];

/** Any text in the place of another value: one that tries to be markup, a formula, or a link. */
const hostile: fc.Arbitrary<Change> = fc
	.record({ place: fc.nat(400), text: fc.constantFrom(...MARKUP_OR_FORMULA, ...HOSTILE) })
	.map(({ place, text }) => ({
		place,
		how: (value) => (typeof value === 'object' && value !== null ? value : text),
	}));

const MOST_ITEMS = 12;

/** Items of any mix, each changed in up to four places. */
export const changedItems = (records: readonly IDataObject[]): fc.Arbitrary<IDataObject[]> =>
	fc.array(
		fc
			.record({
				record: fc.constantFrom(...records),
				changes: fc.array(fc.oneof(change, hostile, hostile), { maxLength: 4 }),
			})
			.map(({ record, changes }) => itemOf(mutated(record, changes))),
		{ minLength: 1, maxLength: MOST_ITEMS },
	);

/** The json of an item is an object. */
const itemOf = (value: unknown): IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as IDataObject)
		: { value: value as IDataObject };

/** Records as a table holds them: each cell a text, and two of them spoiled. */
export const recordRows = (records: readonly IDataObject[]): fc.Arbitrary<IDataObject[]> => {
	const row = fc
		.record({
			record: fc.constantFrom(...records),
			places: fc.tuple(fc.nat(40), fc.nat(40)),
			values: fc.tuple(spoiledValue(USUAL), spoiledValue(USUAL)),
		})
		.map(({ record, places, values }): IDataObject => {
			const cells = Object.entries(record).map(([name, value]): [string, unknown] => [
				name,
				typeof value === 'object' ? JSON.stringify(value) : String(value),
			]);
			for (const [index, place] of places.entries()) {
				const cell = cells[place % cells.length];
				if (cell !== undefined) cell[1] = values[index];
			}
			return Object.fromEntries(cells) as IDataObject;
		});
	return fc.array(row, { minLength: ROWS, maxLength: ROWS });
};
