import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { keepBinaryDataInFiles } from '../../../harness/engine/n8nCore.cts';
import type { BenchRun } from '../../../harness/engine/nodeBench.cts';
import { samsaraBench } from '../../../harness/engine/samsara.cts';
import { cancelledInWait, soonIdle, virtualTime } from '../../../harness/engine/virtualTime.cts';
import { whyNotFetched } from '../../../nodes/core/http/fileAddress.ts';
import { READ_TOKEN } from '../../../sandbox/samsara/tokens.cts';

const samsara = samsaraBench();
const control = () => samsara.sandbox.control.samsara;
const fileOf = (name: string) =>
	readFileSync(join(__dirname, '../../../sandbox/samsara/media', name));
const requestsForFiles = async () =>
	(await samsara.sandbox.control.received()).filter(({ service }) => service === 'file-host');

const requestsToSamsara = async () =>
	(await samsara.sandbox.control.received()).filter(({ service }) => service === 'samsara-us');
const passElsewhere = async (ms: number) =>
	await samsara.sandbox.control.setClock({ advanceMs: ms });
const unknownId = '00000000-0000-4000-8000-000000000001';

const download = async (
	safetyEventIds: string,
	parameters: INodeParameters = {},
	options: BenchRun = {},
) => await samsara.run('safetyEvent.downloadMedia', { safetyEventIds, ...parameters }, options);

const contentOf = (item: INodeExecutionData | undefined) =>
	Buffer.from(item?.binary?.data?.data ?? '', 'base64');

type Media = NonNullable<Parameters<ReturnType<typeof control>['createEvents']>[0]>['media'];

async function eventWith(media: Media): Promise<string> {
	const [id = ''] = await control().createEvents({ count: 1, asset: 0, media });
	return id;
}

describe('Safety Event → Download Media', () => {
	it('gives one item with a file for each clip, fetched without the token', async () => {
		const id = await eventWith([
			{},
			{ input: 'dashcamDriverFacing', file: 'road.jpg', in: ['detectedStreams'] },
		]);
		const result = await download(id);

		expect(result.error).toBeUndefined();
		expect(result.json).toEqual([
			expect.objectContaining({
				...{ id, available: true, input: 'dashcamRoadFacing' },
				...{ fileName: `${id}-dashcamRoadFacing.mp4`, mimeType: 'video/mp4', bytes: 1388 },
			}),
			expect.objectContaining({
				...{ id, available: true, input: 'dashcamDriverFacing' },
				...{ fileName: `${id}-dashcamDriverFacing.jpg`, mimeType: 'image/jpeg', bytes: 766 },
			}),
		]);
		const files = (result.outputs[0] ?? []).map(({ binary }) => binary?.data);
		expect(files.map((file) => Buffer.from(file?.data ?? '', 'base64'))).toEqual([
			fileOf('road.mp4'),
			fileOf('road.jpg'),
		]);
		expect(files[0]).toMatchObject({ mimeType: 'video/mp4', fileType: 'video' });
		for (const { headers } of await requestsForFiles()) {
			expect(headers).not.toHaveProperty('authorization');
		}
	});

	it('reads the events of all items in one call, and pairs each file with its item', async () => {
		const ids = await control().createEvents({ count: 3, asset: 0, media: [{}] });
		const input = [[...ids, ids[0]].map((id) => ({ id }))];
		const result = await download('={{ $json.id }}', {}, { input });

		expect(result.json.map(({ id }) => id)).toEqual([...ids, ids[0]]);
		expect(result.outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
		expect((await requestsToSamsara()).map(({ query }) => query)).toEqual([
			{ safetyEventIds: ids.join(), includeVgOnlyEvents: 'true' },
		]);
	});

	it('gives a clip once that is in both lists, and one that is only among the detected streams', async () => {
		const id = await eventWith([
			{ in: ['media', 'detectedStreams'] },
			{ input: 'analog1', cameraRole: 'rearHigh', in: ['detectedStreams'] },
		]);
		const { json } = await download(id);

		expect(json.map(({ input, cameraRole }) => [input, cameraRole])).toEqual([
			['dashcamRoadFacing', undefined],
			['analog1', 'rearHigh'],
		]);
	});

	it.each([
		[['dashcamDriverFacing'], ['dashcamDriverFacing']],
		[
			['Road', 'rear high'],
			['dashcamRoadFacing', 'analog1'],
		],
		[[], ['dashcamRoadFacing', 'dashcamDriverFacing', 'analog1']],
		['={{ null }}', ['dashcamRoadFacing', 'dashcamDriverFacing', 'analog1']],
	])('Camera Inputs %j choose %j', async (cameraInputs, inputs) => {
		const id = await eventWith([
			{},
			{ input: 'dashcamDriverFacing', file: 'driver.mp4' },
			{ input: 'analog1', cameraRole: 'rearHigh' },
		]);
		const { json } = await download(id, { cameraInputs, binaryPropertyName: 'clip' });

		expect(json.map(({ input, available }) => [input, available])).toEqual(
			inputs.map((input) => [input, true]),
		);
	});

	it('numbers several clips of one camera, and takes the field that was chosen', async () => {
		const id = await eventWith([{}, { file: 'driver.mp4' }]);
		const { json, outputs } = await download(id, { binaryPropertyName: 'clip' });

		expect(json.map(({ fileName }) => fileName)).toEqual([
			`${id}-dashcamRoadFacing.mp4`,
			`${id}-dashcamRoadFacing-2.mp4`,
		]);
		expect(outputs[0]?.map(({ binary }) => Object.keys(binary ?? {}))).toEqual([
			['clip'],
			['clip'],
		]);
	});

	it('leaves out of the name of a file what a disk may not take', async () => {
		const camera = { input: 'analog1', cameraRole: 'rearHigh', auxcamSerial: '1A/7' } as const;
		const { json } = await download(await eventWith([camera]));

		expect(json).toMatchObject([
			{ fileName: expect.stringMatching(/-analog1-rearHigh-1A7\.mp4$/) },
		]);
	});

	it.each([
		['', 'road.mp4', 'video/mp4', 'mp4'],
		['binary/octet-stream', 'road.jpg', 'image/jpeg', 'jpg'],
	] as const)(
		'with Content-Type %j the first bytes of %s tell',
		async (type, file, mimeType, ext) => {
			const id = await eventWith([{ file, host: { type } }]);
			const { json, outputs } = await download(id);

			expect(json).toMatchObject([{ mimeType, fileName: `${id}-dashcamRoadFacing.${ext}` }]);
			expect(contentOf(outputs[0]?.[0])).toEqual(fileOf(file));
		},
	);
});

describe('media that are not there', () => {
	const notThere = expect.stringContaining('lack the permission "Read Camera Media"');

	it('are a result, with the reason', async () => {
		const id = await eventWith([{ lateMs: 60_000 }]);
		const result = await download(id);

		expect(result.json).toEqual([
			expect.objectContaining({ id, available: false, reason: notThere }),
		]);
		expect(result.outputs[0]?.[0]).not.toHaveProperty('binary');
		expect(result.hints).toMatchObject([{ message: notThere }]);
	});

	it('are a result for each camera that was chosen', async () => {
		const id = await eventWith([{}]);
		const { json } = await download(id, { cameraInputs: ['dashcamRoadFacing', 'analog1'] });

		expect(json).toMatchObject([
			{ available: true, input: 'dashcamRoadFacing' },
			{ available: false, input: 'analog1', reason: notThere },
		]);
	});

	it('are a result without the permission, which the item names', async () => {
		const id = await eventWith([{}]);
		const { json } = await download(id, {}, { credential: { accessToken: READ_TOKEN } });

		expect(json).toEqual([expect.objectContaining({ available: false, reason: notThere })]);
	});

	it('are a result for a vehicle without a camera', async () => {
		const [id = ''] = await control().createEvents({ count: 1, asset: 7 });

		expect((await download(id)).json).toMatchObject([{ id, available: false }]);
	});

	it('are waited for, as long as Wait For Media says', async () => {
		const { waits } = virtualTime({ passElsewhere });
		const id = await eventWith([{}, { input: 'dashcamDriverFacing', lateMs: 120_000 }]);
		const cameraInputs = ['driver', 'road'];
		const { json } = await download(id, { cameraInputs, options: { waitForMedia: 10 } });

		expect(json.map(({ available }) => available)).toEqual([true, true]);
		expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000]);
	});

	it('are not waited for any longer', async () => {
		const { waits } = virtualTime({ passElsewhere });
		const [late, never] = [await eventWith([{ lateMs: 30_000 }]), await eventWith([])];
		const { json } = await download(`${late} ${never}`, { options: { waitForMedia: 1 } });

		expect(json).toMatchObject([
			{ id: late, available: true },
			{ id: never, available: false },
		]);
		expect(waits).toEqual([5_000, 10_000, 20_000, 25_000]);
		const asked = (await requestsToSamsara()).map(({ query }) => query.safetyEventIds);
		expect(asked).toEqual([...Array<string>(4).fill(`${late},${never}`), never]);
	});

	it('are waited for through an outage', async () => {
		virtualTime({ passElsewhere });
		const id = await eventWith([{ lateMs: 120_000 }]);
		const outage = { kind: 'status', status: 503, skip: 1, times: 5 } as const;
		await samsara.sandbox.control.addFaults(outage);
		const { json } = await download(id, { options: { waitForMedia: 10 } });

		expect(json).toMatchObject([{ available: true }]);
	});

	it('a wait ends with the execution', async () => {
		const { onStart, waits } = cancelledInWait();
		const id = await eventWith([]);
		const result = await download(id, { options: { waitForMedia: 60 } }, { onStart });

		expect(result.status).toBe('canceled');
		expect(waits).toEqual([5_000]);
	});
});

describe('a file that cannot be fetched', () => {
	const failed = { onError: 'continueErrorOutput' } as const;

	it('fails alone', async () => {
		const id = await eventWith([{ host: { status: 410 } }, { input: 'dashcamDriverFacing' }]);
		const { outputs } = await download(`${id} ${unknownId}`, {}, failed);

		expect(outputs[0]?.map(({ json }) => json.input)).toEqual(['dashcamDriverFacing']);
		expect(outputs[1]?.map(({ json }) => json)).toMatchObject([
			{
				error: 'The file host of Samsara answered the download with status 410 [item 0]',
				details: { recordId: id, kind: 'service', status: 410 },
			},
			{ error: `Samsara returned no safety event ${unknownId} [item 0]` },
		]);
	});

	it('ends the run with On Error = Stop', async () => {
		const id = await eventWith([{ host: { status: 404 } }]);
		const result = await download(id);

		expect(result.status).toBe('error');
		expect(result.error?.message).toContain('answered the download with status 404');
	});

	it('by an expired link has a new one after another reading of the event', async () => {
		await control().changeSettings({ mediaLinksExpired: 1 });
		const id = await eventWith([{}, { input: 'dashcamDriverFacing' }]);
		const { json } = await download(id);

		expect(json).toMatchObject([{ available: true }, { available: true }]);
		expect(await requestsToSamsara()).toHaveLength(2);
	});

	it('by a link that is expired again is read again once', async () => {
		await control().changeSettings({ mediaLinksExpired: 9 });
		const id = await eventWith([{}]);
		const { json } = await download(id, {}, { onError: 'continueRegularOutput' });

		expect(json).toMatchObject([{ details: { status: 403, recordId: id } }]);
		expect(await requestsToSamsara()).toHaveLength(2);
		expect(await requestsForFiles()).toHaveLength(2);
	});

	it.each([
		['by its Content-Length', { bytes: 2_000_000_000 }],
		['while it comes in', { bytes: 2_000_000_000, chunked: 'yes' }],
	] as const)('is too large %s', async (_how, host) => {
		const id = await eventWith([{ host }]);
		const options = { maxFileSize: 1 };
		const { json } = await download(id, { options }, { onError: 'continueRegularOutput' });

		expect(json).toMatchObject([
			{
				error: 'The file is larger than Max File Size (1 MB) [item 0]',
				details: { recordId: id, howToGoOn: 'Raise Max File Size in Options.' },
			},
		]);
		expect(await requestsForFiles()).toHaveLength(1);
	});

	it('is a page', async () => {
		const id = await eventWith([{ host: { type: 'text/html; charset=utf-8' } }]);
		const { json } = await download(id, {}, { onError: 'continueRegularOutput' });

		expect(json).toMatchObject([
			{ details: { howToGoOn: expect.stringContaining('sent text/html in place of a file') } },
		]);
	});

	it.each(['cut', 'stall'] as const)(
		'is fetched again when its connection breaks: %s',
		async (end) => {
			virtualTime();
			if (end === 'stall') soonIdle();
			const id = await eventWith([{ host: { bytes: 1_000_000, end } }]);
			const parameters = { options: { timeout: 1 } };
			const { json } = await download(id, parameters, { onError: 'continueRegularOutput' });

			expect(json).toMatchObject([
				{
					error: expect.stringMatching(
						end === 'cut' ? /connection to 127\.0\.0\.1 broke/ : /did not answer .* within 1 s/,
					),
				},
			]);
			expect(await requestsForFiles()).toHaveLength(5);
		},
	);

	it('ends with the execution', async () => {
		const id = await eventWith([{ host: { bytes: 1_000_000, end: 'stall' } }]);
		const isFile = ({ service }: { service: string | null }) => service === 'file-host';
		const result = await download(
			id,
			{},
			{
				onStart: (cancel) =>
					void samsara.sandbox
						.nextRequest(isFile, AbortSignal.timeout(10_000))
						.then(() => setTimeout(cancel, 300)),
			},
		);

		expect(result.status).toBe('canceled');
	});
});

describe('a link', () => {
	it.each([
		['http://clips.example.com/1.mp4', 'does not start with https'],
		['https://10.0.0.5/1.mp4', 'has an IP address'],
		['https://metadata.google.internal/1.mp4', 'leads into a private network'],
	])('does not fetch %s', async (link, why) => {
		const id = await eventWith([{ link }]);
		const result = await download(id, {}, { onError: 'continueRegularOutput' });

		expect(result.json).toMatchObject([
			{
				error: 'A file that Samsara linked to was not downloaded [item 0]',
				details: { recordId: id, howToGoOn: expect.stringContaining(why) },
			},
		]);
		expect(await requestsForFiles()).toEqual([]);
	});

	it('is followed to a public file', async () => {
		const id = await eventWith([{ host: { location: '/driver.mp4' } }]);
		const { json, outputs } = await download(id);

		expect(json).toMatchObject([{ available: true }]);
		expect(contentOf(outputs[0]?.[0])).toEqual(fileOf('driver.mp4'));
	});

	it.each([
		['https://192.168.0.1/a.mp4', 'The link redirects to another one, which has an IP address'],
		['http://files.example.com/a', 'The link redirects to another one, which does not start with'],
	])('is not followed to %s', async (location, why) => {
		const id = await eventWith([{ host: { location } }]);
		const { json } = await download(id, {}, { onError: 'continueRegularOutput' });

		expect(json).toMatchObject([{ details: { howToGoOn: expect.stringContaining(why) } }]);
	});

	it('is not followed without end', async () => {
		const id = await eventWith([
			{ host: { location: '?location=?location=?location=?location=/road.mp4' } },
		]);
		const { json } = await download(id, {}, { onError: 'continueRegularOutput' });

		expect(json).toMatchObject([{ error: expect.stringContaining('status 307') }]);
		expect((await requestsForFiles()).length).toBeLessThanOrEqual(4);
	});

	it('to this machine is not fetched for a service elsewhere', async () => {
		const id = await eventWith([{}]);
		const { json } = await download(id);
		expect(json).toMatchObject([{ available: true }]);

		expect(whyNotFetched(`${samsara.sandbox.origin}/road.mp4`, false)).toBe(
			'does not start with https',
		);
	});
});

it('an agent is refused, because it cannot receive files', async () => {
	const result = await download(unknownId, {}, { typeName: 'samsaraTool' });

	expect(result.error?.message).toContain('which an AI agent cannot receive');
	expect(await samsara.sandbox.control.received()).toEqual([]);
});

it('no link is in what n8n stores', async () => {
	const id = await eventWith([{}, { input: 'analog1', host: { status: 403 } }]);
	const { stored } = await download(id, {}, { onError: 'continueRegularOutput' });

	expect(stored).not.toContain('signature=');
});

describe('where n8n keeps binary data in files', () => {
	let files: Awaited<ReturnType<typeof keepBinaryDataInFiles>>;
	beforeEach(async () => {
		files = await keepBinaryDataInFiles();
	});
	afterEach(() => files.end());

	it('a file goes there', async () => {
		const id = await eventWith([{ host: { bytes: 30_000_000, type: '' } }]);
		const { json, outputs } = await download(id);

		expect(json).toMatchObject([{ bytes: 30_000_000, mimeType: 'video/mp4' }]);
		const file = outputs[0]?.[0]?.binary?.data;
		expect(file).toMatchObject({ data: 'filesystem-v2', mimeType: 'video/mp4' });
		const content = await files.read(file?.id ?? '');
		expect(content.length).toBe(30_000_000);
		expect(content.subarray(0, 1388)).toEqual(fileOf('road.mp4'));
	});

	it('one that is too large leaves nothing', async () => {
		const id = await eventWith([{ host: { bytes: 2_000_000_000, chunked: 'yes' } }]);
		const { json } = await download(
			id,
			{ options: { maxFileSize: 1 } },
			{ onError: 'continueRegularOutput' },
		);

		expect(json).toMatchObject([{ error: expect.stringContaining('Max File Size') }]);
		const folder = process.env.N8N_USER_FOLDER ?? '';
		const kept = readdirSync(folder, { recursive: true, withFileTypes: true });
		const sizes = kept
			.filter((one) => one.isFile())
			.map((one) => statSync(join(one.parentPath, one.name)).size);
		expect(sizes.filter((size) => size > 31_000_000)).toEqual([]);
		expect(kept.filter(({ name }) => name.includes('.tmp.'))).toEqual([]);
	});
});
