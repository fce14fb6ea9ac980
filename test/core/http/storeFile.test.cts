import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import type { INodeParameters } from 'n8n-workflow';

import { keepBinaryDataInFiles } from '../../../harness/engine/n8nCore.cts';
import { samsaraBench } from '../../../harness/engine/samsara.cts';
import { soonIdle, virtualTime } from '../../../harness/engine/virtualTime.cts';
import { systemClock } from '../../../nodes/core/clock.ts';

const MB = 1_000_000;

const samsara = samsaraBench();
const requests = async () =>
	(await samsara.sandbox.control.received()).filter(({ service }) => service === 'file-host');

/** Downloads a clip of an event, as the file host serves it, with a Max File Size of 1 MB. */
async function download(host: object, options: INodeParameters = {}) {
	const media = [{ host }];
	const [id = ''] = await samsara.sandbox.control.samsara.createEvents({
		count: 1,
		asset: 0,
		media,
	});
	const { json } = await samsara.run(
		'safetyEvent.downloadMedia',
		{ safetyEventIds: id, options: { maxFileSize: 1, ...options } },
		{ onError: 'continueRegularOutput' },
	);
	return json[0];
}

/** The file host notes the status of an answer when the connection for it has ended. */
async function connectionEnds(): Promise<boolean> {
	for (let looks = 0; looks < 200; looks++) {
		if ((await requests()).every(({ status }) => status !== null)) return true;
		await setTimeout(10);
	}
	return false;
}

const tooLarge = expect.objectContaining({
	error: 'The file is larger than Max File Size (1 MB) [item 0]',
});

it('a file as large as Max File Size is stored', async () => {
	expect(await download({ bytes: MB })).toMatchObject({ available: true, bytes: MB });
});

it('the Content-Length of a file that is too large is enough', async () => {
	expect(await download({ bytes: MB + 1, end: 'stall' })).toEqual(tooLarge);
	expect(await connectionEnds()).toBe(true);
});

it.each([
	['that is too large', { bytes: 2_000 * MB, chunked: 'yes' }, tooLarge],
	['that is a page', { bytes: MB, end: 'stall', type: 'text/html' }, expect.anything()],
])('no connection stays open for a file %s', async (_what, host, result) => {
	expect(await download(host)).toEqual(result);
	expect(await connectionEnds()).toBe(true);
});

it('a connection that breaks at Max File Size leaves no file that is too large', async () => {
	virtualTime();
	expect(await download({ bytes: 2 * MB, chunked: 'yes', end: 'cut' })).toMatchObject({
		error: expect.stringMatching(/^The connection to 127\.0\.0\.1 broke/),
		details: { code: 'ECONNRESET' },
	});
});

it('a slow file may take longer than Request Timeout, as long as parts of it come in', async () => {
	const result = await download({ bytes: 600_000, partMs: 150 }, { timeout: 1 });
	expect(result).toMatchObject({ available: true, bytes: 600_000 });
});

it('a file of which nothing comes in for Request Timeout is given up', async () => {
	virtualTime();
	soonIdle();
	expect(await download({ bytes: MB, end: 'stall' }, { timeout: 1 })).toMatchObject({
		error: expect.stringMatching(/ did not answer "Download media" within 1 s /),
		details: { code: 'ETIMEDOUT', attempts: 5 },
	});
});

it('a file that takes more than ten minutes is given up', async () => {
	virtualTime();
	let passed = 0;
	jest.spyOn(systemClock, 'monotonic').mockImplementation(() => (passed += 60_000));

	expect(await download({ bytes: MB })).toMatchObject({
		error: expect.stringMatching(/^127\.0\.0\.1 did not answer "Download media"/),
		details: { code: 'ETIMEDOUT' },
	});
});

describe('where n8n keeps binary data in files', () => {
	const storage = join(process.env.N8N_USER_FOLDER ?? '', '.n8n', 'storage');
	let files: Awaited<ReturnType<typeof keepBinaryDataInFiles>>;
	beforeEach(async () => {
		files = await keepBinaryDataInFiles();
		renameSync(storage, `${storage}-aside`);
		writeFileSync(storage, 'not a folder');
	});
	afterEach(() => {
		files.end();
		rmSync(storage);
		renameSync(`${storage}-aside`, storage);
	});

	it('a file that n8n cannot store is asked for once', async () => {
		expect(await download({})).toMatchObject({
			error: 'A file that Samsara linked to was not downloaded [item 0]',
			details: { howToGoOn: expect.stringMatching(/^n8n could not store the file\./) },
		});
		expect(await requests()).toHaveLength(1);
	});
});
