import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';

import { mutants, type Mutant } from './mutants.cts';

const ROOT = path.join(__dirname, '..', '..');
const MODEL_TEST = 'test/core/polling/model/';
const SEQUENCER = path.join(ROOT, 'test/mutation/quickestFirst.cjs');

/** Runs the model test against a broken copy of the engine; true when the test notices. */
async function isFound(mutant: Mutant): Promise<boolean> {
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-mutant-'));
	try {
		// With what the engine imports beside it.
		cpSync(path.join(ROOT, 'nodes/core'), path.join(folder, 'core'), { recursive: true });
		const sources = path.join(folder, 'core/polling');
		symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
		for (const patch of mutant.patches) apply(sources, patch);
		return !(await passes(sources));
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

async function passes(sources: string): Promise<boolean> {
	const jest = require.resolve('jest/bin/jest', { paths: [ROOT] });
	const env = { ...process.env, POLLING_SOURCES: sources, MODEL_PART: '0.3' };
	// One suite that notices is enough. Workers of Jest's own would take longer to start than most mutants live.
	const args = [
		jest,
		MODEL_TEST,
		'--coverage=false',
		'--bail',
		'--runInBand',
		`--testSequencer=${SEQUENCER}`,
	];
	const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
		execFile(
			process.execPath,
			args,
			{ cwd: ROOT, env, maxBuffer: Infinity },
			(error, _, messages) => resolve({ code: error === null ? 0 : error.code, stderr: messages }),
		);
	});
	// A copy that cannot even be loaded would look like one that was found.
	if (code !== 0 && !stderr.includes('Property failed')) {
		throw new Error(`The model test did not run:\n${stderr}`);
	}
	return code === 0;
}

/** As many at once as there are processors. */
async function tryAll(): Promise<void> {
	const unpatched = { name: 'nothing is broken', consequence: '', patches: [] };
	const left = [unpatched, ...mutants];
	let found = 0;
	const lane = async () => {
		for (let mutant = left.shift(); mutant; mutant = left.shift()) {
			const is = await isFound(mutant);
			if (mutant === unpatched && is) throw new Error('The model test fails without any break.');
			if (mutant === unpatched) continue;
			found += is ? 1 : 0;
			process.stdout.write(`${is ? 'found' : 'MISSED'}  ${mutant.name}\n`);
		}
	};
	await Promise.all(Array.from({ length: availableParallelism() }, lane));
	process.stdout.write(`${found} of ${mutants.length} found\n`);
	process.exitCode = found === mutants.length ? 0 : 1;
}

void tryAll();
