import { z } from 'zod';

import { field } from '../../core/form/field';
import { setOfTexts } from '../../core/form/lists';
import { choicesOf, findChoice } from '../../core/form/oneOf';
import { isBlank } from '../../core/form/schemas';
import { isJsonRecord, isText, plainName } from '../../core/json';
import type { SafetyEvent } from './safetyEvent';
import { urlOf } from '../../core/http/url';

/** A picture or video of an event. */
export interface Clip {
	/** The same in each reading of the event, while its link changes. */
	key: string;
	link: string;
	input: string;
	cameraRole: string | undefined;
	auxcamSerial: string | undefined;
}

const camerasProperty = {
	displayName: 'Camera Inputs',
	name: 'cameraInputs',
	type: 'multiOptions',
	options: [
		{ name: 'Analog 1', value: 'analog1' },
		{ name: 'Analog 2', value: 'analog2' },
		{ name: 'Analog 3', value: 'analog3' },
		{ name: 'Analog 4', value: 'analog4' },
		{ name: 'Driver', value: 'dashcamDriverFacing' },
		{ name: 'Road', value: 'dashcamRoadFacing' },
	],
	default: [],
	description:
		'Which cameras to download from; all if empty. An expression may also give a camera role, such as rearHigh.',
} as const;

const CAMERAS = choicesOf({ options: [...camerasProperty.options] });

/** Words that are no option pass: Samsara may know them. */
export const cameraInputs = field(
	{ ...camerasProperty, options: [...camerasProperty.options], default: [] },
	z.preprocess(
		(value) => (isBlank(value) ? [] : value),
		setOfTexts.transform((words) => words.map((word) => findChoice(CAMERAS, word) ?? word)),
	),
);

/** Other words for the same inputs: those of the camera media calls (documented), and of public code (observed). */
const SAME_INPUT: ReadonlyMap<string, string> = new Map([
	['dashcamforwardfacing', 'dashcamroadfacing'],
	['mediainputprimary', 'dashcamroadfacing'],
	['dashcaminwardfacing', 'dashcamdriverfacing'],
	['mediainputsecondary', 'dashcamdriverfacing'],
]);

const cameraName = (word: string) => SAME_INPUT.get(plainName(word)) ?? plainName(word);

export function isFrom({ input, cameraRole = '' }: Clip, camera: string): boolean {
	return [input, cameraRole].some((word) => cameraName(word) === cameraName(camera));
}

/** Parameters that sign a link for a while: another reading of the event signs the same file in another way. */
const SIGNATURE = /^(?:x-(?:amz|goog)-.*|expires|signature|policy|key-pair-id|awsaccesskeyid)$/i;

function fileOf(link: string): string {
	const url = urlOf(link);
	if (url === undefined) return link;
	for (const name of [...url.searchParams.keys()]) {
		if (SIGNATURE.test(name)) url.searchParams.delete(name);
	}
	return url.href;
}

/**
 * The clips of an event, each file once. Harsh events often have theirs among `detectedStreams` alone (observed); both lists
 * are optional (documented).
 */
export function clipsOf({ media, detectedStreams }: SafetyEvent): Clip[] {
	const files = new Set<string>();
	const clips: Clip[] = [];
	const entries = [media, detectedStreams].flatMap((list): unknown[] =>
		Array.isArray(list) ? list : [],
	);
	for (const entry of entries) {
		if (!isJsonRecord(entry) || !isText(entry.url)) continue;
		const file = fileOf(entry.url);
		if (files.has(file)) continue;
		files.add(file);
		const [input = 'unknown', cameraRole, auxcamSerial] = [
			entry.input,
			entry.cameraRole,
			entry.auxcamSerial,
		].map((value) => (isText(value) ? value : undefined));
		const camera = [input, cameraRole, auxcamSerial].join(' ');
		const others = clips.filter(({ key }) => key.startsWith(`${camera} `)).length;
		clips.push({
			key: `${camera} ${others + 1}`,
			link: entry.url,
			input,
			cameraRole,
			auxcamSerial,
		});
	}
	return clips;
}
