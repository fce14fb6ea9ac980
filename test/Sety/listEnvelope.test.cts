import { idIn } from '../../nodes/Sety/answers.ts';
import { hasMorePages, takeRecords } from '../../nodes/Sety/listEnvelope.ts';

// The engine's tests read records in every form of answer; what is left in the answer nobody sees there, but it takes memory.

it.each<[string, unknown[], (list: unknown[]) => unknown]>([
	['a list', [{ id: 1 }, { id: 2 }], (list) => list],
	['data', [{ id: 1 }, { id: 2 }], (data) => ({ data, pagination: { total_pages: 3 } })],
	['a list within an object', [{ id: 1 }, { id: 2 }], (items) => ({ result: { items } })],
	['data with a gap', [{ id: 1 }, null, { id: 2 }], (data) => ({ data })],
])('takes the records out of %s, and leaves nothing in it', (_form, list, answerOf) => {
	expect(takeRecords(answerOf(list))).toEqual([{ id: 1 }, { id: 2 }]);
	expect(list).toEqual([]);
});

it('leaves a list of no records as it is, for the message that says so', () => {
	const answer = { data: ['not', 'a', 'record'] };
	expect(takeRecords(answer)).toBeUndefined();
	expect(answer).toEqual({ data: ['not', 'a', 'record'] });
});

const VISITORS = ['visitors', 'current_visitors'];
const site = { id: 'site_1' };
const visitor = { log_id: 'log_1' };

describe('of several arrays, takes the one that is meant', () => {
	it.each<[unknown, unknown[] | undefined]>([
		[{ visitors: [], sites: [site] }, []],
		[{ sites: [site], visitors: [visitor] }, [visitor]],
		[{ sites: [site], currentVisitors: [visitor] }, [visitor]],
		[{ sites: [site], 'Current-Visitors': [visitor] }, [visitor]],
		[{ sites: [site], results: [visitor] }, [visitor]],
		[{ sites: [site], data: [] }, []],
		[{ data: [site], visitors: [visitor] }, [visitor]],
		[{ sites: [site], data: { visitors: [visitor], gates: [site] } }, [visitor]],
		[{ sites: [site], data: { items: [visitor] } }, [visitor]],
		[{ sites: [site], visitors: { items: [visitor] } }, [visitor]],
		[{ sites: [site], answer: { visitors: [] } }, []],
		[{ sites: [site], visitors: null }, []],
		[{ sites: [site], results: null }, []],
		[{ results: 1, people: [visitor] }, [visitor]],
		[{ people: [visitor], page: 1 }, [visitor]],
		// Not told which one is meant.
		[{ people: [visitor], sites: [site] }, undefined],
		[{ people: [], sites: [site] }, undefined],
		[{ people: [visitor], meta: { sites: [site] } }, undefined],
		[{ data: { people: [visitor], sites: [site] } }, undefined],
		[{ visitors: 0, sites: [site] }, undefined],
		[{ visitors: {}, sites: [site] }, undefined],
		[{ visitors: 'none', sites: [site] }, undefined],
		[{ success: true }, undefined],
		['', undefined],
		[null, undefined],
	])('%j', (body, records) => {
		expect(takeRecords(structuredClone(body), VISITORS)).toEqual(records);
	});
});

describe('whether a page is followed by another one', () => {
	it.each<[unknown, boolean | undefined]>([
		[{ totalPages: 1, totalResults: 20 }, false],
		[{ totalPages: 2, totalResults: 21 }, true],
		[{ page: 1, limit: 20, totalPages: 0, totalResults: 0 }, false],
		[{ pagination: { 'total-pages': 2 } }, true],
		[{ pagination: { total_pages: '1' } }, false],
		[{ meta: { pagination: { TotalPages: 1 } } }, false],
		[{ data: { pagination: { page: 1, pages: 3 } } }, true],
		[{ meta: { current_page: 1, last_page: 1 } }, false],
		[{ totalResults: 21 }, true],
		// It could be that of the page.
		[{ total: 20 }, undefined],
		[{ total: 20, totalItems: 40 }, true],
		[{ hasNextPage: true }, true],
		[{ hasNextPage: false, totalPages: 9 }, false],
		[{ has_more: 'false' }, false],
		[{ hasMore: 1 }, true],
		[{ paging: { 'has-next': true } }, true],
		[{ isLastPage: true }, false],
		[{ lastPage: false }, true],
		[{ nextPage: 2 }, true],
		[{ nextPage: 1 }, false],
		[{ nextPage: null }, false],
		[{ links: { next: 'https://intel-api.sety.io/v1/external/incidents?page=2' } }, true],
		[{ links: { next: '' } }, false],
		[{ next: null, total: 40 }, true],
		[{ page: 1 }, undefined],
		[[{ totalPages: 9 }], undefined],
	])('%j', (body, more) => {
		expect(hasMorePages(body, 1, 20)).toBe(more);
	});
});

describe('the id of a record', () => {
	it.each<[Record<string, unknown>, string | undefined]>([
		[{ incident_id: 'inc_1', id: 'other' }, 'inc_1'],
		[{ incidentId: 'inc_1', id: 'other' }, 'inc_1'],
		[{ incident_id: '', id: 'inc_1' }, 'inc_1'],
		[{ incident_id: null, id: 7 }, '7'],
		[{ incident_id: 0 }, '0'],
		[{ _id: '65f' }, '65f'],
		[{ id: 2 ** 60 }, undefined],
		[{ id: 1.5 }, undefined],
		[{ id: true }, undefined],
		[{ id: ' ' }, undefined],
		[{ id: { of: 'an incident' } }, undefined],
		[{}, undefined],
	])('%j', (record, id) => {
		expect(idIn(record, 'incident_id')).toBe(id);
	});
});
