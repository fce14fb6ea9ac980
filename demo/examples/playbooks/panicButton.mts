import { isDeepStrictEqual } from 'node:util';
import { untilTakesCalls } from '../../../harness/n8n/takesCalls.mts';
import { TEST_KEY } from '../../../harness/sandbox.mts';
import type { Incident } from '../../../sandbox/sety/model.cts';
import type { Check, Watched } from '../checks.mts';
import { APP_KEY } from '../credentials.mts';
import { withoutButton } from '../exampleFile.mts';
import { sendForm } from '../form.mts';
import { untilRegistered, webhookIdOf } from '../fromOutside.mts';
import type { Probe } from '../probe.mts';
import { respond } from './responders.mts';

const withKey =
	(isWanted: (key: string) => boolean) =>
	({ idempotency_key: key }: Incident): boolean =>
		key !== null && isWanted(key);

/** One press: an incident of its own, read until it is resolved, and a mail to the reporter. */
function reported(isPress: (incident: Incident) => boolean, email: string): Check {
	return (_result, observed) => {
		const presses = observed.stored.incidents.filter(isPress);
		const [press] = presses;
		const statuses = observed.received
			.filter(({ method, path }) => method === 'GET' && path.endsWith(String(press?.incident_id)))
			.map(({ status }) => status);
		const mails = observed.mails.filter(({ to }) => to === email);
		return [
			{
				text: 'Sety has one incident for the press, with person and place',
				met:
					presses.length === 1 &&
					press?.subject.name === 'Amaka Obi' &&
					press.subject.email === email &&
					press.location.address === '14 Bourdillon Road, Ikoyi, Lagos',
				found: presses,
			},
			{
				text: 'its status is read until it is resolved, and not after that',
				met: press?.status === 'resolved' && statuses.length >= 2,
				found: [press?.status, statuses],
			},
			{
				text: 'the reporter gets one message, with the number of the incident',
				met:
					mails.length === 1 &&
					mails[0]?.subject === 'Your alarm is resolved' &&
					mails[0].text.includes(String(press?.incident_id)),
				found: observed.mails,
			},
			{ text: 'the team is not disturbed', met: observed.messages.length === 0 },
		];
	};
}

const isSample = withKey((key) => key.startsWith('sample-'));

/** What examples/panic-button.json says on its note, for its sample. */
export const panicButton: Watched = {
	check: reported(isSample, 'amaka@example.com'),
	meanwhile: async ({ sandbox, signal }) => await respond(sandbox, isSample, signal),
	probed: ['Tell Your Team'],
};

const succeeds = (status: string) => ({
	text: 'the workflow ends with success',
	met: status === 'success',
	found: status,
});

const FORM = {
	'Your name': 'Amaka Obi',
	'Your phone': '+2348012345678',
	'Your email': 'form@example.com',
	'Where are you?': '14 Bourdillon Road, Ikoyi, Lagos',
	'What happens?': 'Somebody follows me',
};

const isFromForm = withKey((key) => key.startsWith(`form-${FORM['Your phone']}-`));

const byForm: Probe = {
	situation: 'started by its form',
	change: withoutButton,
	async start({ origin, example, sandbox, signal }) {
		const url = `${origin}/form/${webhookIdOf(example, 'Panic Form')}`;
		await untilTakesCalls(url, signal);
		const page = await fetch(url, { signal });
		const { labels, status } = await sendForm(url, page, FORM, signal);
		await respond(sandbox, isFromForm, signal);
		return { executions: 1, answers: [labels, status] };
	},
	check: (result, observed) => [
		succeeds(result.status),
		{
			text: 'the form asks for what the workflow needs',
			met: isDeepStrictEqual(observed.answers, [Object.keys(FORM), 200]),
			found: observed.answers,
		},
		...reported(isFromForm, FORM['Your email'])(result, observed),
	],
};

const PRESS = {
	press_id: 'press-4711',
	name: 'Amaka Obi',
	email: 'app@example.com',
	phone: '+2348012345678',
	where: '14 Bourdillon Road, Ikoyi, Lagos',
	latitude: 6.5244,
	longitude: 3.3792,
};

const isFromApp = withKey((key) => key === PRESS.press_id);

/** An app that got no answer sends its press again. */
const byApp: Probe = {
	situation: 'started by an app that sends its press twice',
	change: withoutButton,
	async start({ origin, sandbox, signal }) {
		const press = async (headers: Record<string, string>) =>
			await fetch(`${origin}/webhook/panic-button`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body: JSON.stringify(PRESS),
				signal,
			});
		const stranger = await untilRegistered(signal, async () => await press({}));
		const app = { [APP_KEY.name]: APP_KEY.value };
		const statuses = [stranger.status, (await press(app)).status, (await press(app)).status];
		await respond(sandbox, isFromApp, signal);
		return { executions: 2, answers: statuses };
	},
	check: (result, observed) => {
		const presses = observed.stored.incidents.filter(isFromApp);
		return [
			succeeds(result.status),
			{
				text: 'a caller without the key is refused, and the app is not',
				met: isDeepStrictEqual(observed.answers, [403, 200, 200]),
				found: observed.answers,
			},
			{
				text: 'Sety has one incident for the two calls',
				met: presses.length === 1,
				found: presses,
			},
			{
				text: 'its place is the one of the app',
				met: isDeepStrictEqual(presses[0]?.location.coordinates, [3.3792, 6.5244]),
				found: presses[0]?.location,
			},
		];
	},
};

const refused: Probe = {
	situation: 'with a key that Sety has suspended',
	prepare: async ({ control }) =>
		void (await control.sety.changeKey(TEST_KEY, { suspended: true })),
	restore: async ({ control }) =>
		void (await control.sety.changeKey(TEST_KEY, { suspended: false })),
	check: (result, { messages, mails }) => [
		succeeds(result.status),
		{
			text: 'the team learns it at once, with the number to call',
			met: messages.length === 1 && messages[0]?.text.includes('Call +2348012345678 now') === true,
			found: messages,
		},
		{ text: 'the reporter gets no message', met: mails.length === 0, found: mails },
	],
};

export const panicProbes: Probe[] = [byForm, byApp, refused];
