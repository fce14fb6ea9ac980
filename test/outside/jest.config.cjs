// Started by run.mts, which installs the programs.
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
	testTimeout,
	moduleFileExtensions,
	transform,
	testMatch: ['<rootDir>/test/outside/*.outside.cts'],
};
