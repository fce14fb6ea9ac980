const { sep } = require('node:path');
const { compileFunction } = require('node:vm');
const { default: JestRuntime } = require('jest-runtime');

const INSTALLED = `${sep}node_modules${sep}`;

/**
 * Jest loads every module again for each test file. This project does so with its own modules only: what npm installed is
 * loaded once a worker, by Node. n8n-core alone takes longer to load than most test files take to run.
 */
class Runtime extends JestRuntime {
	requireModule(from, moduleName, options, isRequireActual) {
		const ofJestOrNode =
			options?.isInternalModule || this._resolver.isCoreModule(moduleName ?? from);
		if (!ofJestOrNode) {
			const file = this._resolveCjsModule(from, moduleName);
			if (file.includes(INSTALLED)) return require(file);
		}
		return super.requireModule(from, moduleName, options, isRequireActual);
	}

	/** With the globals of the worker, see environment.cjs. */
	createScriptFromCode(code, filename) {
		return compileFunction(code, this.constructInjectedModuleParameters(), { filename });
	}
}

module.exports = { __esModule: true, default: Runtime };
