import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { samsaraBench } from '../../../harness/engine/samsara.cts';

const samsara = samsaraBench();
const control = () => samsara.sandbox.control.samsara;
const fileOf = (name: string) =>
	readFileSync(join(__dirname, '../../../sandbox/samsara/media', name));
const requestsForFiles = async () =>
	(await samsara.sandbox.control.received()).filter(({ service }) => service === 'file-host');

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
		const result = await samsara.run('safetyEvent.downloadMedia', { safetyEventIds: id });

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

	it.each([
		['http://clips.example.com/1.mp4', 'does not start with https'],
		['https://10.0.0.5/1.mp4', 'has an IP address'],
		['https://metadata.google.internal/1.mp4', 'leads into a private network'],
	])('does not fetch %s', async (link, why) => {
		const id = await eventWith([{ link }]);
		const result = await samsara.run(
			'safetyEvent.downloadMedia',
			{ safetyEventIds: id },
			{ onError: 'continueRegularOutput' },
		);

		expect(result.json).toMatchObject([
			{
				error: 'A file that Samsara linked to was not downloaded [item 0]',
				details: { recordId: id, howToGoOn: expect.stringContaining(why) },
			},
		]);
		expect(await requestsForFiles()).toEqual([]);
	});
});
