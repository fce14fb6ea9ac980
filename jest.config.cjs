/** Tests are *.test.cts: the strict lint of n8n is made for nodes, not for tests, and leaves .cts alone. */
module.exports = {
	// What npm installed, n8n-core above all, is loaded once a worker, not once a test file.
	testEnvironment: '<rootDir>/harness/jest/environment.cjs',
	runtime: '<rootDir>/harness/jest/runtime.cjs',
	// Jest leaves one core to itself by default: on a machine with two that doubles the time.
	maxWorkers: '100%',
	// For a test that hangs. How long the others take is a matter of the machine, and of what else it does.
	testTimeout: 600_000,
	testMatch: ['<rootDir>/test/**/*.test.cts'],
	moduleFileExtensions: ['ts', 'cts', 'js', 'cjs', 'json', 'node'],
	transform: {
		'^.+\\.(ts|cts)$': [
			'@swc/jest',
			{
				jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
				module: { type: 'commonjs' },
			},
		],
	},
	// It takes a third of the time. `jest --coverage` takes it anywhere.
	collectCoverage: process.env.CI !== undefined,
	// V8's coverage slows down n8n-core, too: five engine suites took half as long again.
	coverageProvider: 'babel',
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	coverageReporters: ['text-summary', 'lcovonly', 'json-summary'],
	coverageThreshold: { global: { lines: 95, branches: 90 } },
};
