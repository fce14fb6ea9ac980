import type { Sandbox } from './server.cts';

/** Address and key of each service, a line for each. */
export function accessText(lines: Sandbox['access']): string[] {
	const width = Math.max(...lines.map(({ label }) => label.length));
	return lines.map(({ label, value, remark }) => {
		const line = `  ${label.padEnd(width)}   ${value}`;
		return remark === undefined ? line : `${line}   (${remark})`;
	});
}

/** What `npm run sandbox` prints. */
export function greeting(sandbox: Pick<Sandbox, 'origin' | 'access'>): string {
	const control = `${sandbox.origin}/__control`;
	return [
		'The sandbox is running. It is no vendor’s service and reaches no responders.',
		'',
		...accessText(sandbox.access),
		'',
		`  Control      ${control}   (faults, clock, settings: see sandbox/README.md)`,
		`  For example  curl -X POST ${control}/faults -d '{"kind":"status","status":503,"path":"/incidents"}'`,
		'',
		'Ctrl+C ends it.',
	].join('\n');
}
