import type { Goal, Machine } from '../results.cts';

/** As many digits as mean something. */
export function figure(value: number): string {
	if (!Number.isFinite(value)) return '–';
	if (Number.isInteger(value) || Math.abs(value) >= 100)
		return Math.round(value).toLocaleString('en');
	return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

export function duration(ms: number): string {
	return ms >= 1_000 ? `${figure(ms / 1_000)} s` : `${figure(ms)} ms`;
}

const withUnit = (value: number, unit: string): string =>
	unit === '' ? figure(value) : `${figure(value)} ${unit}`;

const BOUNDS: Record<Goal['kind'], string> = { atMost: '≤ ', atLeast: '≥ ', exactly: '' };

export const limitText = ({ kind, limit, unit }: Goal): string =>
	`${BOUNDS[kind]}${withUnit(limit, unit)}`;
export const measuredText = ({ measured, unit }: Goal): string => withUnit(measured, unit);

/** "ok", or by how much it misses. */
export function outcome({ ok, kind, measured, limit }: Goal): string {
	if (ok) return 'ok';
	if (kind === 'exactly') return `misses by ${figure(Math.abs(measured - limit))}`;
	const part = kind === 'atMost' ? measured / limit - 1 : 1 - measured / limit;
	return `misses by ${figure(Math.round(part * 1_000) / 10)} %`;
}

export function machineText({ cpu, cores, memoryGigabytes, system, node, n8n }: Machine): string {
	return `${cores} cores (${cpu}), ${memoryGigabytes} GB, ${system}, Node ${node}, n8n ${n8n}`;
}
