import { Clock, setClock } from '../../sandbox/clock.cts';

describe('Clock', () => {
	let real = 1000;
	const clock = new Clock(() => real);

	beforeEach(() => {
		real = 1000;
		clock.reset();
	});

	it('follows real time from where it was set', () => {
		clock.set(50_000);
		real += 10;
		expect(clock.now()).toBe(50_010);
	});

	it('stands still while frozen, moves when told, and goes on from there', () => {
		clock.freeze();
		real += 500;
		expect(clock.now()).toBe(1000);
		clock.advance(60_000);
		expect(clock.now()).toBe(61_000);
		clock.unfreeze();
		real += 5;
		expect(clock.now()).toBe(61_005);
	});

	it('stands where it was put, however long putting it there takes', () => {
		const ticking = new Clock(() => real++);
		setClock(ticking, { now: 50_000, advanceMs: 1, frozen: true });
		expect(ticking.now()).toBe(50_001);
		setClock(ticking, { now: 70_000, frozen: true });
		expect(ticking.now()).toBe(70_000);
	});
});
