import { gunzipSync } from 'node:zlib';
import type { AxiosResponse } from 'axios';

import type { FaultOrder } from '../../sandbox/faults.cts';
import { sandboxOfTests } from '../../harness/engine/sandboxOfTests.cts';
import { callSety, EMERGENCY } from './callSety.cts';

const sandbox = sandboxOfTests();

async function spoiled(order: FaultOrder): Promise<AxiosResponse<Buffer>> {
	await sandbox().control.addFaults(order);
	return await callSety(sandbox()).post<Buffer>('/incidents', EMERGENCY, {
		responseType: 'arraybuffer',
		decompress: false,
	});
}

afterEach(async () => {
	// Each of them happens after the effect.
	const { data } = await callSety(sandbox()).get<{ totalResults: number }>('/incidents');
	expect(data.totalResults).toBe(26);
});

it('brokenGzip and cutGzip are no gzip', async () => {
	for (const how of ['brokenGzip', 'cutGzip'] as const) {
		await sandbox().control.reset();
		const { data, headers } = await spoiled({ kind: 'spoiledBytes', how });
		expect(headers['content-encoding']).toBe('gzip');
		expect(() => gunzipSync(data)).toThrow(/incorrect header|unexpected end/);
	}
});

it.each([
	['byteOrderMark', 'utf8', 'application/json; charset=utf-8', '\uFEFF{'],
	['utf16', 'utf16le', 'application/json; charset=utf-16', '\uFEFF{'],
	['latin1', 'latin1', 'application/json; charset=iso-8859-1', '{"remark":"é"'],
] as const)('%s is read as %s', async (how, encoding, type, begin) => {
	const { data, headers } = await spoiled({ kind: 'spoiledBytes', how });

	expect(headers['content-type']).toBe(type);
	expect(data.toString(encoding).startsWith(begin)).toBe(true);
});

it('largeAnswer is as long as it says', async () => {
	const { data } = await spoiled({ kind: 'largeAnswer', megabytes: 2 });

	expect(data.length).toBeGreaterThan(2_000_000);
	expect(JSON.parse(data.toString())).toHaveProperty('incident.incident_id');
});

it('slowDrip sends all, byte by byte', async () => {
	const { data } = await spoiled({ kind: 'slowDrip', ms: 1 });

	expect(JSON.parse(data.toString())).toHaveProperty('incident.incident_id');
});
