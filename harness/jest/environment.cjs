const { AsyncLocalStorage } = require('node:async_hooks');
const { TestEnvironment } = require('jest-environment-node');

/** Where jest-circus keeps the tests of a file, which would run again with the next one. */
const STATE_OF_A_FILE = ['JEST_STATE_SYMBOL', 'EVENT_HANDLERS'];

/** Used since the last test file has ended. */
const storages = new Set();

for (const method of ['run', 'enterWith']) {
	const original = AsyncLocalStorage.prototype[method];
	AsyncLocalStorage.prototype[method] = function (...given) {
		storages.add(this);
		return original.apply(this, given);
	};
}

/**
 * Tests run with the globals of the worker, as nodes run with those of n8n. With globals of its own, which Jest gives each
 * test file, the code under test would not recognize an Error or an Array of n8n-core (see runtime.cjs).
 */
class WorkerEnvironment extends TestEnvironment {
	constructor(config, context) {
		super(config, context);
		const { projectConfig } = config;
		const { constructor: ModuleMocker } = this.moduleMocker;
		const { constructor: FakeTimers } = this.fakeTimersModern;
		this.global = globalThis;
		this.moduleMocker = new ModuleMocker(globalThis);
		this.fakeTimersModern = new FakeTimers({ config: projectConfig, global: globalThis });
		Object.assign(globalThis, projectConfig.globals);
		Error.stackTraceLimit = 100;
	}

	async teardown() {
		await super.teardown();
		for (const key of Object.getOwnPropertySymbols(globalThis)) {
			if (STATE_OF_A_FILE.includes(key.description)) delete globalThis[key];
		}
		// Node carries each one that was used along with every promise, and jest-circus makes one for each test file: after fifty
		// files, a test full of promises took ten times as long. One that is used again is carried again.
		for (const storage of storages) storage.disable();
		storages.clear();
		// It has been counted.
		delete globalThis.__coverage__;
	}
}

module.exports = WorkerEnvironment;
