import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { InvalidInput } from '../../core/failures/failures';
import { field } from '../../core/form/field';
import { name, number, optional } from '../../core/form/schemas';
import { callFailureOf, isCallFailure } from '../../core/http/callFailure';
import { defined } from '../../core/json';
import type { BulkResult } from '../../core/operation';
import { mapConcurrently } from '../../core/run/concurrency';
import { requestOptions } from '../../core/run/settings';
import { aboutReadRecord, aboutRecord } from '../refusals';
import type { SamsaraCall } from '../service';
import { callName, samsara } from '../service';
import { awaitMedia } from './awaitMedia';
import type { Clip } from './clips';
import { cameraInputs, clipsOf, isFrom } from './clips';
import { clipFetcher } from './fetchClip';
import type { SafetyEvent } from './safetyEvent';
import { eventReader, eventsById, notFound } from './safetyEvent';
import { safetyEventIds } from './safetyEventIds';

const MEDIA_PERMISSION = 'Read Camera Media';

const call: SamsaraCall = {
	...eventsById.call,
	key: 'safetyEvent.downloadMedia',
	title: 'Get media of safety events',
	fields: ['safetyEventIds', 'includeVgOnlyEvents', 'after'],
};

const list = { ...eventsById, call };

/** Files under way at once: without a folder for binary data, n8n holds each of them in memory. */
const CONCURRENT_DOWNLOADS = 3;
/** Minutes. */
const LONGEST_WAIT = 60;
/** Megabytes. */
const DEFAULT_SIZE = 100;
const LARGEST_SIZE = 2_000;

const ownOptions: INodeProperties[] = [
	{
		displayName: 'Max File Size',
		name: 'maxFileSize',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: LARGEST_SIZE },
		default: DEFAULT_SIZE,
		description: 'How many megabytes one file may have. A larger one is not stored.',
	},
	{
		displayName: 'Wait For Media',
		name: 'waitForMedia',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: LONGEST_WAIT },
		default: 0,
		description:
			'How many minutes to wait for media that are not there yet. Cameras upload them after the event.',
	},
];

const options = z.object({
	maxFileSize: optional(number({ min: 1, max: LARGEST_SIZE })),
	waitForMedia: optional(number({ min: 0, max: LONGEST_WAIT })),
});

const outputField = field(
	{
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		description: 'Name of the binary field of each output item',
	},
	name,
);

/** One output item, for the editor. */
const downloadedMedia = z.object({
	id: z.string().describe('ID of the safety event'),
	available: z.boolean().describe('Whether the item has a file'),
	input: z.string().nullish(),
	cameraRole: z.string().nullish(),
	auxcamSerial: z.string().nullish(),
	fileName: z.string().nullish(),
	mimeType: z.string().nullish(),
	bytes: z.number().nullish(),
	reason: z.string().describe('Why there is no file').nullish(),
	startTime: z.string().nullish(),
	inboxEventUrl: z.string().nullish(),
});

/** A file to download, or something that is not there. */
type Wanted = { item: number; binaryPropertyName: string } & (
	| { id: string; event: SafetyEvent; clip: Clip }
	| { result: BulkResult }
);

/** GET /safety-events, then each file from the file host, without the token. */
export const downloadMedia = samsara.bulkOperation({
	resource: 'safetyEvent',
	operation: 'downloadMedia',
	name: 'Download Media',
	action: 'Download media of safety events',
	description: 'Download the videos and pictures of safety events',
	asTool: 'Not as a tool, since agents take no files: get safety events instead.',
	fields: [safetyEventIds, cameraInputs, outputField, requestOptions('bulk', ownOptions)],
	sameOptions: true,
	options,
	interpret: (form, { options: own }) => ({ ...form, ...own }),
	check(_input, { caller }) {
		if (!caller.agent) return;
		throw new InvalidInput(
			'Download Media gives files, which an AI agent cannot receive',
			'Let the agent read the event with Safety Event → Get, and download in the workflow after the agent.',
		);
	},
	call,
	output: downloadedMedia,
	succeeded: 'Other media downloaded in this run',
	async run(inputs, { client, download, stopsAtFailure, hint }) {
		const [first] = inputs;
		if (first === undefined) return [];
		const { maxFileSize = DEFAULT_SIZE, waitForMedia = 0 } = first.input;
		const readEvents = eventReader(client, hint, list);
		// Without it, an event of a vehicle without a camera would look unknown.
		const read = async (ids: readonly string[]) =>
			await readEvents(ids, { includeVgOnlyEvents: true });
		const wantedOf = new Map<string, string[]>();
		for (const { input } of inputs) {
			for (const id of input.safetyEventIds) {
				wantedOf.set(id, [...(wantedOf.get(id) ?? []), ...input.cameraInputs]);
			}
		}
		const { clock, signal } = client;
		const events = await awaitMedia([...wantedOf.keys()], {
			...{ call, clock, signal, stopsAtFailure, read },
			waitMs: waitForMedia * 60_000,
			isComplete: (event) =>
				missingIn(event, wantedOf.get(event.id.toLowerCase()) ?? []).length === 0,
		});
		const wanted = inputs.flatMap(({ item, input }) =>
			input.safetyEventIds.flatMap((id): Wanted[] => {
				const { binaryPropertyName, cameraInputs: cameras } = input;
				const event = events.get(id);
				const as = { item, binaryPropertyName };
				if (event === undefined && !events.has(id)) return [];
				if (event === undefined) return [{ ...as, result: { item, failure: notFound(id) } }];
				if (isCallFailure(event)) {
					return [{ ...as, result: { item, failure: aboutReadRecord(id, event) } }];
				}
				const clips = clipsOf(event).filter(
					(clip) => cameras.length === 0 || cameras.some((camera) => isFrom(clip, camera)),
				);
				const missing = missingIn(event, cameras);
				if (missing.length > 0) hint(`${NOT_THERE} ${WHY}`);
				return [
					...clips.map((clip): Wanted => ({ ...as, id, event, clip })),
					...missing.map(
						(input): Wanted => ({ ...as, result: { item, output: notThere(id, event, input) } }),
					),
				];
			}),
		);
		const fetchClip = clipFetcher(client, { download, read, maxBytes: maxFileSize * 1_000_000 });
		return await mapConcurrently<Wanted, BulkResult>(
			wanted,
			CONCURRENT_DOWNLOADS,
			async (one) => {
				if ('result' in one) return one.result;
				const { item, id, event, clip, binaryPropertyName } = one;
				const { binary, ...file } = await fetchClip(id, clip);
				const { input, cameraRole, auxcamSerial } = clip;
				const output = defined({
					...{ id, available: true, input, cameraRole, auxcamSerial },
					...file,
					...factsOf(event),
				});
				return { item, output, binary: { [binaryPropertyName]: binary } };
			},
			(result) => stopsAtFailure && 'failure' in result,
			(reason, index) => {
				const one = wanted[index];
				const failure = callFailureOf(reason, callName(call));
				const id = one !== undefined && 'id' in one ? one.id : '';
				return { item: one?.item ?? 0, failure: aboutRecord(id, failure) };
			},
		);
	},
});

/** The cameras without a clip; undefined stands for any, where an event without a choice has no clip at all. */
function missingIn(event: SafetyEvent, cameras: readonly string[]): Array<string | undefined> {
	const clips = clipsOf(event);
	if (cameras.length === 0) return clips.length === 0 ? [undefined] : [];
	return cameras.filter((camera) => !clips.some((clip) => isFrom(clip, camera)));
}

const NOT_THERE = 'Samsara shows no media yet for some safety events or cameras.';
const WHY = `The camera may not have uploaded them, the vehicle may have no such camera, or the credential may lack the permission "${MEDIA_PERMISSION}" (category Safety & Cameras).`;

const factsOf = ({ startMs, inboxEventUrl }: SafetyEvent) => ({
	startTime: startMs,
	inboxEventUrl,
});

function notThere(id: string, event: SafetyEvent, input: string | undefined) {
	const reason = `Samsara shows no media yet${input === undefined ? '' : ' of this camera'}. ${WHY}`;
	return defined({ id, available: false, input, reason, ...factsOf(event) });
}
