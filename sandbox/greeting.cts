import { SAFETYKIT_KEY } from './safetykit/service.cts';
import { FULL_TOKEN } from './samsara/tokens.cts';
import type { Sandbox } from './server.cts';
import { TEST_KEY } from './sety/keys.cts';

type Addresses = Pick<Sandbox, 'setyUrl' | 'samsaraUrl' | 'safetyKitUrl'>;

/** Address and key of each service, a line for each. */
export function accessInWords({ setyUrl, samsaraUrl, safetyKitUrl }: Addresses): string[] {
	const lines = [
		['Sety base URL', setyUrl, ''],
		['Sety API key', TEST_KEY, 'a test key: nobody is dispatched'],
		['Samsara base URL', samsaraUrl, 'choose the region Custom'],
		['Samsara access token', FULL_TOKEN, ''],
		['SafetyKit base URL', safetyKitUrl, ''],
		['SafetyKit API key', SAFETYKIT_KEY, ''],
	] as const;
	const width = Math.max(...lines.map(([name]) => name.length));
	return lines.map(([name, value, remark]) => {
		const line = `  ${name.padEnd(width)}   ${value}`;
		return remark === '' ? line : `${line}   (${remark})`;
	});
}

/** What `npm run sandbox` prints. */
export function greeting(sandbox: Addresses & Pick<Sandbox, 'origin'>): string {
	const control = `${sandbox.origin}/__control`;
	return [
		'The sandbox is running. It is no vendor’s service and reaches no responders.',
		'',
		...accessInWords(sandbox),
		'',
		`  Control      ${control}   (faults, clock, settings: see sandbox/README.md)`,
		`  For example  curl -X POST ${control}/faults -d '{"kind":"status","status":503,"path":"/incidents"}'`,
		'',
		'Ctrl+C ends it.',
	].join('\n');
}
