import { z } from 'zod';
import { FILES, fileBehavior } from '../fileHost.cts';
import type { Context } from './operation.cts';
import type { SafetyEvent } from './model.cts';

const INPUTS = [
	'dashcamRoadFacing',
	'dashcamDriverFacing',
	'analog1',
	'analog2',
	'analog3',
	'analog4',
] as const;

/** A file of an event, as the control routes take it. */
export const mediaOrder = z.strictObject({
	input: z.enum(INPUTS).default('dashcamRoadFacing'),
	cameraRole: z.string().optional(),
	auxcamSerial: z.string().optional(),
	file: z.enum(FILES).default('road.mp4'),
	/** The lists of the event that have it. */
	in: z.array(z.enum(['media', 'detectedStreams'])).default(['media']),
	/** So long after the order it is not there. */
	lateMs: z.number().min(0).default(0),
	/** How the file host treats its link. */
	host: fileBehavior.default({}),
	/** In place of a link to the file host. */
	link: z.string().optional(),
});

export interface MediaFile extends z.output<typeof mediaOrder> {
	readonly from: number;
}

/** What cameras of a vehicle record of every event. */
export const dashcams = (from: number): MediaFile[] =>
	(['road', 'driver'] as const).map((name) => ({
		...mediaOrder.parse({
			input: name === 'road' ? 'dashcamRoadFacing' : 'dashcamDriverFacing',
			file: `${name}.mp4`,
		}),
		from,
	}));

/**
 * The lists of an event that have media. How they look without the permission is not documented: here they are not there.
 * Each reading signs a link anew.
 */
export function mediaOf(
	{ id, media = [] }: SafetyEvent,
	{ world, now, seesMedia, fileOrigin }: Context,
): object {
	const { mediaLinkLifeMs, mediaLinksExpired } = world.settings;
	if (!seesMedia) return {};
	const there = media.filter(({ from }) => from <= now);
	const expires = now + (mediaLinksExpired > 0 ? -1 : mediaLinkLifeMs);
	if (there.length > 0) world.settings.mediaLinksExpired = Math.max(0, mediaLinksExpired - 1);
	const lists = (['media', 'detectedStreams'] as const).map((list) => {
		const entries = there
			.filter((file) => file.in.includes(list))
			.map(({ input, cameraRole, auxcamSerial, file, host, link }) => {
				const query = new URLSearchParams({
					of: `${id} ${input}`,
					...Object.fromEntries(Object.entries(host).map(([name, value]) => [name, String(value)])),
					expires: String(expires),
					signature: `${list}${world.linksSigned++}`,
				});
				const url = link ?? `${fileOrigin()}/${file}?${query.toString()}`;
				return { input, url, cameraRole, auxcamSerial };
			});
		return [list, entries] as const;
	});
	return Object.fromEntries(lists.filter(([, entries]) => entries.length > 0));
}
