// Loaded into n8n as a file of external hooks: measures each execution from within and writes it down, a line each.
import { appendFileSync } from 'node:fs';

import type { IRun } from 'n8n-workflow';

import { watchMemory } from '../measuring/peakMemory.mts';
import { watchTraffic } from '../measuring/traffic.mts';
import type { Execution } from './execution.mts';
import { MEASURED } from './execution.mts';

interface Watched {
	memory: ReturnType<typeof watchMemory>;
	traffic: ReturnType<typeof watchTraffic>;
	cpu: NodeJS.CpuUsage;
}

/** Executions run one after the other here. */
let watched: Watched | undefined;

function begin(): void {
	watched = { memory: watchMemory(), traffic: watchTraffic(), cpu: process.cpuUsage() };
}

function end({ status, data }: IRun): void {
	if (watched === undefined) throw new Error('The execution was not seen to begin');
	const { memory, traffic, cpu } = watched;
	watched = undefined;
	const { user, system } = process.cpuUsage(cpu);
	const megabytes = memory.end();
	traffic.end();
	const { error, runData } = data.resultData;
	const run = runData[MEASURED]?.[0];
	const output = run?.data?.main?.[0] ?? [];
	const execution: Execution = {
		ms: run?.executionTime ?? 0,
		cpuMs: (user + system) / 1_000,
		megabytes,
		...traffic.traffic,
		items: output.length,
		distinctItems: new Set(output.map(({ json }) => JSON.stringify(json))).size,
		...(status === 'success' ? {} : { failure: error?.message ?? status }),
	};
	appendFileSync(process.env['BENCH_EXECUTIONS'] ?? '', `${JSON.stringify(execution)}\n`);
}

/** As n8n wants them: lists of functions, by the event. */
export const workflow = { preExecute: [begin], postExecute: [end] };
