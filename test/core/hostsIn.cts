/** Describes tests of a host in each of the time zones (IANA): what depends on the zone of the host differs there. */
export function describeHostsIn(zones: readonly string[], tests: () => void): void {
	describe.each(zones)('on a host in %s', (zone) => {
		const zoneBefore = process.env.TZ;

		beforeAll(() => {
			process.env.TZ = zone;
		});

		afterAll(() => {
			if (zoneBefore === undefined) delete process.env.TZ;
			else process.env.TZ = zoneBefore;
		});

		tests();
	});
}
