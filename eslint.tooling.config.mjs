// For tests, sandbox, demo and scripts: the default configuration is made for nodes and leaves these files alone.
import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

export default tseslint.config(
	{
		files: ['**/*.cts', '**/*.mts'],
		extends: [js.configs.recommended, ...tseslint.configs.recommendedTypeChecked],
		languageOptions: {
			parserOptions: { project: './tsconfig.tooling.json', tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-floating-promises': [
				'error',
				{
					// Node's test runner waits for them itself.
					allowForKnownSafeCalls: [
						{
							from: 'package',
							package: 'node:test',
							name: 'test',
						},
					],
				},
			],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
			// Some interfaces ask for a promise where there is nothing to wait for.
			'@typescript-eslint/require-await': 'off',
			// A zod schema of unknown kind has an output of type any.
			'@typescript-eslint/no-unsafe-return': 'off',
			// Functions taken out of objects here are closures: they have no `this` to lose.
			'@typescript-eslint/unbound-method': 'off',
			// Jest's matchers, such as expect.any, are typed as any.
			'@typescript-eslint/no-unsafe-assignment': 'off',
		},
	},
	{
		// Bodies of answers are any in axios, and a test says what it expects of them.
		files: ['**/*.test.cts'],
		rules: {
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
		},
	},
	{
		files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
		extends: [js.configs.recommended],
		languageOptions: { globals: globals.node },
	},
);
