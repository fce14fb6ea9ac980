import type { Sandbox } from '../../sandbox/server.cts';
import { startSandbox } from '../../sandbox/server.cts';

/**
 * A sandbox for the tests of a file: it is started before the first of them, begins each one with its seed, has to have
 * kept its own contract after each one, and ends with the last. Only tests and their hooks may ask for it.
 */
export function sandboxOfTests(): () => Sandbox {
	let sandbox: Sandbox | undefined;
	const running = (): Sandbox => {
		if (sandbox === undefined) throw new Error('The sandbox runs within tests only');
		return sandbox;
	};
	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	beforeEach(async () => {
		await running().control.reset();
	});
	afterEach(async () => {
		expect(await running().control.violations()).toEqual([]);
	});
	afterAll(async () => {
		await running().close();
	});
	return running;
}
