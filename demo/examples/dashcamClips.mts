import { readFileSync } from 'node:fs';
import { inCheckout } from '../../harness/checkout.mts';
import type { Check, Watched } from './checks.mts';
import { withoutButton } from './exampleFile.mts';
import { itemsOf } from './execution.mts';
import { untilPolled } from './fromOutside.mts';
import type { Probe } from './probe.mts';

const REVIEWS = 'review@example.com';

const roadClip = readFileSync(inCheckout('sandbox/samsara/media/road.mp4'));

/** Each event with a clip is a mail that has it, each without one a message, and both lead to the event. */
const check: Check = (result, { mails, messages, received, stored }) => {
	const items = itemsOf(result, 'Download Clip');
	const links = (available: boolean) =>
		items
			.filter((item) => item['available'] === available)
			.map(({ inboxEventUrl }) => String(inboxEventUrl));
	const downloads = received.filter(({ service }) => service === 'file-host');
	const ids = items.map(({ id }) => id);
	return [
		{
			text: 'at most three events are chosen, all of them hard',
			met:
				ids.length > 0 &&
				ids.length <= 3 &&
				ids.every(
					(id) =>
						Number(stored.safetyEvents.find((one) => one.id === id)?.maxAccelerationGForce) >= 0.6,
				),
			found: items,
		},
		{
			text: 'each clip is a mail with the file of the road-facing camera and a link to the event',
			met:
				links(true).length > 0 &&
				mails.length === links(true).length &&
				mails.every(
					({ to, text, attachments }) =>
						to === REVIEWS &&
						links(true).some((link) => text.includes(link)) &&
						attachments.length === 1 &&
						attachments[0]?.mimeType === 'video/mp4' &&
						attachments[0].content.equals(roadClip),
				),
			found: mails,
		},
		{
			text: 'nothing but these clips is downloaded, and without the token',
			met:
				downloads.length === mails.length &&
				downloads.every(({ headers }) => headers['authorization'] === undefined),
			found: downloads,
		},
		{
			text: 'each event without a clip is a message with a link to it',
			met:
				messages.length === links(false).length &&
				links(false).every((link) => messages.some(({ text }) => text.includes(link))),
			found: messages,
		},
	];
};

/** What examples/samsara-dashcam-clips.json says on its note. */
export const dashcamClips: Watched = { check, probed: ['Tell Your Team'] };

/** Crashes that come while the workflow is active: one has a clip, the camera of the other uploads none in time. */
const notThereInTime: Probe = {
	situation: 'started by two crashes, one of them without a clip in time',
	change: withoutButton,
	async start(outside) {
		await untilPolled(outside);
		const { samsara } = outside.sandbox.control;
		const braking = { behaviorLabels: ['Braking'], asset: 0, media: [{}] };
		const crash = { behaviorLabels: ['Crash'], asset: 0, maxAccelerationGForce: 0.9 };
		const [, late, there] = await samsara.createEvents(
			braking,
			{ ...crash, media: [{ lateMs: 3_600_000 }] },
			{ ...crash, media: [{}] },
		);
		return { executions: 1, answers: [late, there] };
	},
	check: (result, observed) => {
		const items = itemsOf(result, 'Download Clip');
		const found = items.map(({ id, available }) => [id, available]);
		const [late, there] = observed.answers ?? [];
		const wanted = [
			[late, false],
			[there, true],
		];
		return [
			{
				text: 'the workflow ends with success',
				met: result.status === 'success',
				found: result.error,
			},
			{
				text: 'both crashes start it, and nothing else does',
				met: JSON.stringify(found.toSorted()) === JSON.stringify(wanted.toSorted()),
				found,
			},
			{
				text: 'the clip that is not there has a reason',
				met: items.some(({ reason }) => String(reason).includes('Read Camera Media')),
				found: items,
			},
			...check(result, observed),
		];
	},
};

export const dashcamProbes: Probe[] = [notThereInTime];
