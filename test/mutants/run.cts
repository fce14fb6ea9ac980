import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { mutants, type Mutant } from './mutants.cts';

const ROOT = path.join(__dirname, '..', '..');
const MODEL_TEST = 'test/core/polling/model/';

/** Runs the model test against a broken copy of the engine; true when the test notices. */
function isFound(mutant: Mutant): boolean {
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-mutant-'));
	try {
		// With what the engine imports beside it.
		cpSync(path.join(ROOT, 'nodes/core'), path.join(folder, 'core'), { recursive: true });
		const sources = path.join(folder, 'core/polling');
		symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
		for (const patch of mutant.patches) apply(sources, patch);
		return !passes(sources);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function apply(sources: string, { file, find, put }: Mutant['patches'][number]): void {
	const name = path.join(sources, file);
	const code = readFileSync(name, 'utf8');
	const places = code.split(find).length - 1;
	if (places !== 1) throw new Error(`${file} has "${find}" ${places} times instead of once`);
	writeFileSync(name, code.replace(find, put));
}

function passes(sources: string): boolean {
	const jest = require.resolve('jest/bin/jest', { paths: [ROOT] });
	// One suite that notices is enough.
	const { status, stderr } = spawnSync(
		process.execPath,
		[jest, MODEL_TEST, '--coverage=false', '--bail'],
		{
			cwd: ROOT,
			env: { ...process.env, POLLING_SOURCES: sources, MODEL_PART: '0.3' },
			encoding: 'utf8',
		},
	);
	// A copy that cannot even be loaded would look like one that was found.
	if (status !== 0 && !stderr.includes('Property failed')) {
		throw new Error(`The model test did not run:\n${stderr}`);
	}
	return status === 0;
}

const unpatched = { name: 'nothing is broken', consequence: '', patches: [] };
if (isFound(unpatched)) throw new Error('The model test fails without any break.');
const found = mutants.filter((mutant) => {
	const is = isFound(mutant);
	process.stdout.write(`${is ? 'found' : 'MISSED'}  ${mutant.name}\n`);
	return is;
});
process.stdout.write(`${found.length} of ${mutants.length} found\n`);
process.exitCode = found.length === mutants.length ? 0 : 1;
