// The engine's tests of `npm test`, in the older engine. Started by run.mts, which installs it.
const { testEnvironment, moduleFileExtensions, transform } = require('../../jest.config.cjs');

module.exports = {
	rootDir: '../..',
	testEnvironment,
	moduleFileExtensions,
	transform,
	testMatch: [
		'<rootDir>/test/nodes/**/*.test.cts',
		'<rootDir>/test/credentials/**/*.test.cts',
		'<rootDir>/test/package/packed.test.cts',
	],
	// It plays the polling engine in memory, without n8n.
	testPathIgnorePatterns: ['/test/nodes/shared/polling/model.test.cts$'],
	// What counts here is the outcome; the host's answers come slower on a busy machine.
	testTimeout: 20_000,
	resolver: '<rootDir>/test/compat/resolver.cjs',
};
