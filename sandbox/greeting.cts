import type { SandboxCredentials } from './credentials.cts';
import type { Sandbox } from './server.cts';

/** Address and key of each service, a line for each. */
export function accessText(credentials: SandboxCredentials): string[] {
	const { setyApi, samsaraApi, safetyKitApi } = credentials;
	const lines = [
		['Sety base URL', setyApi.baseUrl, ''],
		['Sety API key', setyApi.apiKey, 'a test key: nobody is dispatched'],
		['Samsara base URL', samsaraApi.baseUrl, 'choose the region Custom'],
		['Samsara access token', samsaraApi.accessToken, ''],
		['SafetyKit base URL', safetyKitApi.baseUrl, ''],
		['SafetyKit API key', safetyKitApi.apiKey, ''],
	] as const;
	const width = Math.max(...lines.map(([name]) => name.length));
	return lines.map(([name, value, remark]) => {
		const line = `  ${name.padEnd(width)}   ${value}`;
		return remark === '' ? line : `${line}   (${remark})`;
	});
}

/** What `npm run sandbox` prints. */
export function greeting(sandbox: Pick<Sandbox, 'origin' | 'credentials'>): string {
	const control = `${sandbox.origin}/__control`;
	return [
		'The sandbox is running. It is no vendor’s service and reaches no responders.',
		'',
		...accessText(sandbox.credentials),
		'',
		`  Control      ${control}   (faults, clock, settings: see sandbox/README.md)`,
		`  For example  curl -X POST ${control}/faults -d '{"kind":"status","status":503,"path":"/incidents"}'`,
		'',
		'Ctrl+C ends it.',
	].join('\n');
}
