const Module = require('node:module');
const { join, sep } = require('node:path');
const { compileFunction } = require('node:vm');
const { default: JestRuntime } = require('jest-runtime');

const INSTALLED = `${sep}node_modules${sep}`;
const SANDBOX = join(__dirname, '../../sandbox', sep);

/** By file. What is loaded again runs again, but need not be compiled again. */
const compiled = new Map();
/** Of the sandbox, by file: traces in a later test file need them, too. */
const sourceMaps = new Map();
/** The runtime of the test file that loads the sandbox. */
let loading;

/**
 * Jest loads every module again for each test file. This project does so with its own modules only: what npm installed is
 * loaded once a worker, by Node. n8n-core alone takes longer to load than most test files take to run. The sandbox, too, is
 * loaded once: it stands for a service elsewhere, knows nothing of the nodes, and need not read its contracts again.
 */
class Runtime extends JestRuntime {
	requireModule(from, moduleName, options, isRequireActual) {
		const ofJestOrNode =
			options?.isInternalModule || this._resolver.isCoreModule(moduleName ?? from);
		if (!ofJestOrNode) {
			const file = this._resolveCjsModule(from, moduleName);
			if (file.includes(INSTALLED)) return require(file);
			if (file.startsWith(SANDBOX)) return this.#requireOfSandbox(file);
		}
		return super.requireModule(from, moduleName, options, isRequireActual);
	}

	/** With the globals of the worker, see environment.cjs. */
	createScriptFromCode(code, filename) {
		const known = compiled.get(filename);
		if (known?.code === code) return known.run;
		const run = compileFunction(code, this.constructInjectedModuleParameters(), { filename });
		compiled.set(filename, { code, run });
		return run;
	}

	#requireOfSandbox(file) {
		loading = this;
		const exported = require(file);
		const maps = this.getSourceMaps();
		for (const [source, map] of sourceMaps) maps.set(source, map);
		return exported;
	}
}

// Node itself knows no such files, and the sandbox requires none with this extension but its own.
Module._extensions['.cts'] = (module, file) => {
	const code = loading.transformFile(file);
	sourceMaps.set(file, loading.getSourceMaps().get(file));
	module._compile(code, file);
};

module.exports = { __esModule: true, default: Runtime };
