import { arch, availableParallelism, cpus, totalmem, type } from 'node:os';

import type { Machine } from '../results.cts';

const GIGABYTE = 1024 ** 3;

/** What decides about the numbers, and nothing that names this machine. */
export function machineOf(nodeVersion: string, n8nVersion: string): Machine {
	return {
		cpu: cpus()[0]?.model.trim() ?? 'unknown',
		cores: availableParallelism(),
		memoryGigabytes: Math.round(totalmem() / GIGABYTE),
		system: `${type()} ${arch()}`,
		node: nodeVersion,
		n8n: n8nVersion,
	};
}
