// What `n8n-node lint` says of each of the given folders, as JSON. ESLint takes longer to load and to warm up than it lints
// a package, so that all of them share a process: n8n's command is as it is, but starts ESLint in this one.
const { writeSync } = require('node:fs');
const { join } = require('node:path');

const modules = join(__dirname, '../../node_modules');
const n8n = join(modules, '@n8n/node-cli');
const { default: Lint } = require(join(n8n, 'dist/commands/lint.js'));
const childProcess = require(join(n8n, 'dist/utils/child-process.js'));
const eslint = require(join(modules, 'eslint/lib/cli.js'));

/** Instead of the end of the process. */
class Ended extends Error {
	constructor(status) {
		super(`Ended with ${status}`);
		this.status = status;
	}
}
process.exit = (status) => {
	throw new Ended(status ?? process.exitCode ?? 0);
};

let said = '';
for (const stream of [process.stdout, process.stderr]) {
	stream.write = (text) => {
		said += text;
		return true;
	};
}

childProcess.runCommand = async (command, args) => {
	if (command !== 'eslint') throw new Error(`n8n-node lint ran ${command}`);
	const status = await eslint.execute([process.execPath, command, ...args], null);
	if (status !== 0)
		throw new childProcess.ChildProcessError(`ESLint ended with ${status}`, status, null);
};

async function lint(folder) {
	process.chdir(folder);
	said = '';
	let status = 0;
	try {
		await Lint.run([], n8n);
	} catch (error) {
		status = error.status ?? 1;
		if (!(error instanceof Ended)) said += error.stack;
	}
	return { status, said };
}

async function main() {
	const results = [];
	for (const folder of process.argv.slice(2)) results.push(await lint(folder));
	writeSync(1, JSON.stringify(results));
}

void main();
