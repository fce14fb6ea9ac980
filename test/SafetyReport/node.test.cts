import { figuresOf, runReport } from './reportBench.cts';

describe('Period → Get', () => {
	it.each([
		['lastWeek', '2026-11-15T23:00', '2026-11-22T23:00', '2026-11-08T23:00'],
		['lastMonth', '2026-09-30T22:00', '2026-10-31T23:00', '2026-08-31T22:00'],
		['lastQuarter', '2026-06-30T22:00', '2026-09-30T22:00', '2026-03-31T22:00'],
		['lastDays', '2026-11-15T23:00', '2026-11-22T23:00', '2026-11-08T23:00'],
		['thisWeek', '2026-11-22T23:00', '2026-11-23T06:00', '2026-11-15T23:00'],
		['thisMonth', '2026-10-31T23:00', '2026-11-23T06:00', '2026-09-30T22:00'],
	])('%s, in the time zone of the workflow', async (period, from, to, compareFrom) => {
		const { json, error } = await runReport('period.get', { period });
		const z = (minute: string) => `${minute}:00.000Z`;

		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			{
				from: z(from),
				to: z(to),
				compareFrom: z(compareFrom),
				readFrom: z(compareFrom),
				readTo: z(to),
				timeZone: 'Europe/Berlin',
			},
		]);
	});

	it('averages the periods before, and compares with the same weekdays of last year', async () => {
		const average = await runReport('period.get', { compareWith: 'average', numberOfPeriods: 3 });
		const lastYear = await runReport('period.get', { compareWith: 'sameLastYear' });

		expect(average.json[0]).toMatchObject({
			compareFrom: '2026-10-25T23:00:00.000Z',
			comparison: { periods: 3, equalLength: true },
		});
		expect(lastYear.json[0]).toMatchObject({
			compareFrom: '2025-11-16T23:00:00.000Z',
			compareTo: '2025-11-23T23:00:00.000Z',
		});
	});

	it('has nothing to compare with where the user wants nothing', async () => {
		const { json } = await runReport('period.get', { compareWith: 'none' });

		expect(json[0]).toMatchObject({ compareFrom: null, comparison: null });
		expect(json[0]?.readFrom).toBe(json[0]?.from);
	});

	it.each([
		[{ options: { timeZone: 'Mars/Base' } }, /^Time Zone is "Mars\/Base"/],
		[{ period: 'custom', start: '2026-11-02', end: '2026-11-01' }, /^End is not after Start/],
		[{ period: 'custom', start: '={{ $json.none }}', end: '2026-11-01' }, /^Start is empty/],
		[{ period: 'custom', start: 'soon', end: '2026-11-01' }, /^Start is not an ISO 8601 date/],
		[{ period: 'lastDays', numberOfDays: 0 }, /^Number of Days is 0/],
		[
			{ period: 'lastDays', numberOfDays: 400, compareWith: 'sameLastYear' },
			/^Compare With is Same Period Last Year, and the period is longer than a year/,
		],
		[{ compareWith: '={{ () => 1 }}' }, /^Compare With: n8n cannot resolve the expression/],
		[{ options: { timeZone: '={{ () => 1 }}' } }, /^Options: n8n cannot resolve the expression/],
		[{ period: 'someday' }, /^Period is "someday", which is not an option/],
	])('refuses %j', async (parameters, message) => {
		const { error } = await runReport('period.get', parameters);

		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(/\.$/);
	});

	it('makes an error item where the workflow goes on after errors', async () => {
		const { json, error } = await runReport(
			'period.get',
			{ options: { timeZone: 'Mars/Base' } },
			{ onError: 'continueRegularOutput' },
		);

		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ details: { kind: 'invalidInput' } }]);
	});
});

describe('Report → Create', () => {
	it('counts a record once, leaves out other times, and names what it cannot use', async () => {
		const incident = { status: 'resolved', created_at: '2026-11-17T10:00:00Z' };
		const figures = await figuresOf([
			{ incident_id: 'inc_1', ...incident },
			{ incident_id: 'inc_1', ...incident },
			{ incident_id: 'inc_2', ...incident, created_at: '2026-11-09T10:00:00Z' },
			{ incident_id: 'inc_3', ...incident, created_at: '2026-06-09T10:00:00Z' },
			{ incident_id: 'inc_4', ...incident, created_at: 'yesterday' },
			{ error: 'Samsara did not answer "Stream safety events" in time [item 1]', details: {} },
			{ note: 'x', date: 'y' },
			{},
		]);

		expect(figures.incidents.total).toMatchObject({ now: 1, before: 1, difference: 0 });
		expect(figures.dataQuality).toMatchObject({
			items: 8,
			duplicates: 1,
			records: { incident: { period: 1, comparison: 1, outside: 1, withoutTime: 1 } },
			unrecognized: { count: 1, shapes: [{ fields: ['date', 'note'], count: 1 }] },
			unreadable: {
				count: 1,
				messages: [
					{
						service: 'Samsara',
						message: 'Samsara did not answer "Stream safety events" in time',
						count: 1,
					},
				],
			},
		});
		expect(figures.safetyEvents.isIncomplete).toBe(true);
		expect(figures.headline).toMatchObject({ safetyEvents: 'unknown', unreadableServices: 1 });
	});

	it('finds the service of an error item in its advice, if the message does not name it', async () => {
		const figures = await figuresOf([
			{ incident_id: 'inc_1', status: 'resolved', created_at: '2026-11-17T10:00:00Z' },
			{
				error: 'The API Token has no permission for "Stream safety events" [item 0]',
				details: { howToGoOn: "Give it that permission in Samsara's settings." },
			},
		]);

		expect(figures.dataQuality.unreadable.messages).toMatchObject([{ service: 'Samsara' }]);
		expect(figures.safetyEvents.isIncomplete).toBe(true);
		expect(figures.incidents.isIncomplete).toBe(false);
	});

	it('reads the marks of a record as the trigger does', async () => {
		const incident = { severity: 'high', category: 'sos', created_at: '2026-11-17T10:00:00Z' };
		const figures = await figuresOf([
			{ incident_id: 'inc_1', ...incident, status: 'dispatching' },
			{ incident_id: 'inc_1', ...incident, status: 'resolved' },
			{ incident_id: 'inc_2', ...incident, status: 'created', is_drill: 1 },
			{ event: 'dangerZoneRemoved', dangerZone: { zone_id: 'zone_1', risk_level: 'high' } },
		]);

		expect(figures.incidents.total.now).toBe(1);
		expect(figures.needsAction.list).toEqual([]);
		expect(figures.dataQuality).toMatchObject({
			duplicates: 1,
			unrecognized: { count: 0 },
			records: { dangerZone: { period: 0 } },
		});
	});

	it('has zeros for an input without records', async () => {
		const figures = await figuresOf([{}]);

		expect(figures.incidents.total).toMatchObject({ now: 0, before: 0, signal: 'none' });
		expect(figures.dataQuality.unrecognized.count).toBe(0);
	});
});
