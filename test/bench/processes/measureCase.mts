// Run in a process of its own with the Node of n8n: measures one case, against a sandbox that it starts, and tells its parent
// what came out.
import { sandboxControl } from '../../../sandbox/controlClient.cts';
import type { Bench, BenchCase } from '../benchCase.mts';
import { cases } from '../cases/index.mts';
import { loadModules, type Modules } from '../engine/modules.mts';
import { ownNodes, type SandboxAccess } from '../engine/ownNodes.mts';
import { compare } from '../measuring/compare.mts';
import type { CaseResult, Level } from '../results.cts';
import type { Server } from '../server/server.mts';
import { connectServer } from '../server/server.mts';
import type { ServerAccess } from '../server/startServer.mts';
import type { Certificate } from './certificate.mts';
import { startChild } from './child.mts';

export interface Order {
	caseId: string;
	level: Level;
	repetitions: number;
	hostFolder: string;
	packageFolder: string;
	/** Absent for a case that needs none. */
	server: ServerAccess | undefined;
	certificate: Certificate;
	/** The Node that the sandbox runs with. */
	sandboxProgram: string;
	/** Options of Node, for the sandbox too; none when nothing is profiled. */
	profiling: string[];
}

function benchOf(
	{ level, repetitions, hostFolder, packageFolder }: Order,
	modules: Modules,
	access: SandboxAccess,
	server: Server | undefined,
): Bench {
	const control = sandboxControl(access.origin);
	return {
		get server() {
			if (server === undefined) throw new Error('This case has no server');
			return server;
		},
		modules,
		nodes: ownNodes(modules, access),
		access,
		control,
		sized: (sizes) => sizes[level],
		compare: async (entrants) => await compare(entrants, repetitions),
		async latency(ms) {
			await control.clearFaults();
			if (ms > 0) await control.addFaults({ kind: 'latency', ms, times: 'always' });
		},
		nodeProgram: process.execPath,
		hostFolder,
		packageFolder,
	};
}

async function resultOf({ id, title, run }: BenchCase, bench: Bench): Promise<CaseResult> {
	try {
		await bench.control.reset();
		const { contenders, goals, notes = [] } = await run(bench);
		const violations = await bench.control.violations();
		if (violations.length > 0)
			throw new Error(`The sandbox broke its own contract: ${violations[0]?.problem}`);
		return {
			id,
			title,
			contenders: contenders.map(({ time: _time, ...contender }) => contender),
			goals,
			notes,
		};
	} catch (error) {
		const failure = error instanceof Error ? error.message : String(error);
		return { id, title, contenders: [], goals: [], notes: [], failure };
	}
}

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const wanted = cases.find(({ id }) => id === order.caseId);
if (wanted === undefined) throw new Error(`No case is called ${order.caseId}`);
// It starts while n8n is loaded here.
const sandbox = startChild<SandboxAccess>('./sandbox.mts', {
	program: order.sandboxProgram,
	nodeOptions: order.profiling,
	args: [JSON.stringify(order.certificate)],
});
const modules = loadModules(order.hostFolder, order.packageFolder);
const server = order.server && (await connectServer(order.server, wanted.id));
const result = await resultOf(wanted, benchOf(order, modules, await sandbox.message, server));
await sandbox.end();
// Whatever is still open must not keep the process alive, but the result has to be on its way first.
process.send?.(result, undefined, undefined, () => process.exit());
