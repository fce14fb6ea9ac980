// The engine's tests of `npm test`, in the older engine. Started by run.mts, which installs it.
const {
	testEnvironment,
	runtime,
	testTimeout,
	moduleFileExtensions,
	transform,
} = require('../../jest.config.cjs');

module.exports = {
	rootDir: '../..',
	testEnvironment,
	runtime,
	moduleFileExtensions,
	transform,
	testMatch: [
		// Folders of services begin with a capital letter.
		'<rootDir>/test/{core,[A-Z]*}/**/*.test.cts',
		'<rootDir>/test/credentials/**/*.test.cts',
		'<rootDir>/test/package/packed.test.cts',
	],
	// It plays the polling engine in memory, without n8n.
	testPathIgnorePatterns: ['/test/core/polling/model/'],
	testTimeout,
	resolver: '<rootDir>/test/compat/resolver.cjs',
};
