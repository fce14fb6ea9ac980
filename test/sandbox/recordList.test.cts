import { RecordList } from '../../sandbox/recordList.cts';

describe('RecordList', () => {
	const filled = (...times: number[]) => {
		const list = new RecordList<number>((time) => time);
		list.addAll(times);
		return list;
	};

	it.each([
		[{ page: 1, limit: 2 }, [5, 4]],
		[{ page: 2, limit: 2 }, [3, 2]],
		[{ page: 3, limit: 2 }, [1]],
		[{ page: 4, limit: 2 }, []],
		[{ page: 1, limit: 100 }, [5, 4, 3, 2, 1]],
	])('serves %j newest first', (request, items) => {
		expect(filled(3, 1, 5, 2, 4).page(request)).toMatchObject({ items, total: 5 });
	});

	it('counts only what is visible and matches', () => {
		const page = filled(1, 2, 3, 4, 5, 6).page(
			{ page: 1, limit: 10 },
			{ matches: (time) => time % 2 === 0, until: 5 },
		);
		expect(page).toMatchObject({ items: [4, 2], total: 2 });
	});

	it('pages through what is visible without a filter', () => {
		const page = filled(1, 2, 3, 4, 5, 6).page({ page: 1, limit: 2 }, { until: 4 });
		expect(page).toMatchObject({ items: [4, 3], total: 4 });
	});

	it('forgets what was removed', () => {
		const list = filled(1, 2, 3);
		list.remove(2);
		expect(list.all()).toEqual([1, 3]);
	});
});
