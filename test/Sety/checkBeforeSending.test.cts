import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId, setyBench } from '../../harness/engine/sety.cts';
import { virtualTime } from '../../harness/engine/virtualTime.cts';
import { LIVE_KEY } from '../../sandbox/sety/keys.cts';

const sety = setyBench();

/** A row without a name has no place either. */
const emergency = {
	subjectName: '={{ $json.name }}',
	latitude: '={{ $json.name ? 6.5244 : "" }}',
	longitude: '={{ $json.name ? 3.3792 : "" }}',
};
const drill = { additionalFields: { isDrill: '={{ $json.drill === true }}' } };

/** Six people, of whom the two without a name are bad items. */
const SIX: IDataObject[] = ['Ada', '', 'Bola', 'Chi', '', 'Dayo'].map((name) => ({ name }));

async function subjects() {
	const received = await sety.sandbox.control.received();
	return received.map(({ body }) => (body as { subject: { name: string } }).subject.name);
}

const noSubject =
	/^Name of Person in Danger is empty, and no other field says who is in danger or where \[item 1\]/;

describe('incident → create: no emergency waits for the fault of another item', () => {
	it('Stop: sends all good items, and names the bad ones and the created incidents', async () => {
		const result = await sety.run('incident.create', emergency, { input: [SIX] });

		expect((await subjects()).sort()).toEqual(['Ada', 'Bola', 'Chi', 'Dayo']);
		expect(result.status).toBe('error');
		expect(result.error?.message).toMatch(noSubject);
		expect(result.error?.message).toContain('Also item 4: Name of Person in Danger is empty');
		expect(result.error?.message).toMatch(
			/Do not send them again\. 4 incidents created: inc_\w+ \(item 0\), inc_\w+ \(item 2\), inc_\w+ \(item 3\), inc_\w+ \(item 5\)/,
		);
	});

	it('Stop: an ID that Sety gives is text in the message, not HTML', async () => {
		const body = { incident_id: '<b>1</b>', status: 'created' };
		await sety.sandbox.control.addFaults({ kind: 'status', status: 201, body });
		const { error } = await sety.run('incident.create', emergency, { input: [SIX.slice(0, 2)] });

		expect(error?.message).toContain('1 incident created: ‹b>1‹/b> (item 0)');
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'%s: the bad ones become error items',
		async (onError) => {
			const result = await sety.run('incident.create', emergency, { input: [SIX], onError });

			expect((await subjects()).sort()).toEqual(['Ada', 'Bola', 'Chi', 'Dayo']);
			expect(result.outputs.flat().filter(({ json }) => 'error' in json)).toHaveLength(2);
		},
	);

	it('a live key: a drill among real emergencies keeps none of them back', async () => {
		const input = [[{ name: 'Ada' }, { name: 'Bola', drill: true }, { name: 'Chi' }]];
		const result = await sety.run(
			'incident.create',
			{ ...emergency, ...drill },
			{ input, credential: { apiKey: LIVE_KEY } },
		);

		expect((await subjects()).sort()).toEqual(['Ada', 'Chi']);
		expect(result.error?.message).toMatch(/^Mark As Drill is on, .* \[item 1\]/);
	});

	it('Extra Fields that set the key of one item keep none of the others back', async () => {
		const options = {
			extraFields: '={{ $json.name === "Bola" ? {"idempotency_key": "x"} : {} }}',
		};
		const input = [['Ada', 'Bola', 'Chi'].map((name) => ({ name }))];
		const result = await sety.run('incident.create', { ...emergency, options }, { input });

		expect((await subjects()).sort()).toEqual(['Ada', 'Chi']);
		expect(result.error?.message).toMatch(
			/^Extra Fields sets "idempotency_key", which this operation sets itself \[item 1\]/,
		);
	});

	it('a call that Sety refuses keeps none of the later ones from being tried', async () => {
		await sety.sandbox.control.addFaults({ kind: 'status', status: 400, times: 1 });
		const input = [['Ada', 'Bola', 'Chi', 'Dayo'].map((name) => ({ name }))];
		const options = { concurrency: 1 };
		const result = await sety.run('incident.create', { ...emergency, options }, { input });

		expect(await subjects()).toEqual(['Ada', 'Bola', 'Chi', 'Dayo']);
		expect(result.error?.message).toMatch(/\[item 0\].*3 incidents created: /);
	});

	it('a key that is not accepted: every emergency is tried, and the reason stands there once', async () => {
		const input = [['Ada', 'Bola', 'Chi'].map((name) => ({ name }))];
		const result = await sety.run('incident.create', emergency, {
			input,
			credential: { apiKey: 'sety_test_wrong' },
		});

		expect(await sety.sandbox.control.received()).toHaveLength(3);
		expect(result.error?.message).toMatch(/\[item 0\]\. Also items 1, 2: Sety does not accept/);
	});

	it('names at most twenty bad items', async () => {
		const input = [Array.from({ length: 300 }, (_none, n) => ({ name: n === 7 ? 'Ada' : '' }))];
		const result = await sety.run('incident.create', emergency, { input });

		expect(result.error?.message).toContain('and 278 more: Name of Person in Danger is empty');
		expect(result.error?.message?.length).toBeLessThan(600);
	});

	it('one bad item alone is told as ever', async () => {
		const result = await sety.run('incident.create', emergency, { input: [[{ name: '' }]] });

		expect(result.error?.message).toBe(
			'Name of Person in Danger is empty, and no other field says who is in danger or where [item 0]',
		);
	});
});

describe('everything else: with On Error = Stop one bad item refuses the run, and nothing is sent', () => {
	/** Operation, parameters, and the input whose last item is bad; the message. */
	const cases: Array<[string, INodeParameters, IDataObject[], RegExp]> = [
		[
			'incident.getAll',
			{ options: { extraFields: '={{ $json.extra }}' } },
			[{ extra: {} }, { extra: { page: 7 } }],
			/^Extra Fields sets "page".*\[item 1\]$/,
		],
		[
			'accessLog.getAll',
			{ options: { extraFields: '={{ $json.extra }}' } },
			[{ extra: '{}' }, { extra: '{"limit": 7}' }],
			/^Extra Fields sets "limit".*\[item 1\]$/,
		],
		[
			'accessLog.getCurrentVisitors',
			{ options: { extraFields: '={{ $json.extra }}' } },
			[{ extra: {} }, { extra: { limit: null } }],
			/^Extra Fields sets "limit".*\[item 1\]$/,
		],
		[
			'threatIntelligence.getDangerZones',
			{ options: { extraFields: '={{ $json.extra }}' } },
			[{ extra: {} }, { extra: { page: 1 } }],
			/^Extra Fields sets "page".*\[item 1\]$/,
		],
		[
			'incident.cancel',
			{ incidentId: byId('={{ $json.id }}') },
			[{ id: 'inc_1' }, { id: 'https://x/' }],
			/^Incident is a link.*\[item 1\]$/,
		],
		[
			'incident.addNote',
			{ incidentId: byId('inc_1'), note: '={{ $json.note }}' },
			[{ note: 'a' }, { note: ' ' }],
			/^Note is empty \[item 1\]$/,
		],
	];

	it.each(cases)('%s', async (operation, parameters, input, message) => {
		const result = await sety.run(operation, parameters, { input: [input] });

		expect(result.error?.message).toMatch(message);
		expect(await sety.sandbox.control.received()).toEqual([]);
	});

	it.each(cases)('%s: with Continue the others go on', async (operation, parameters, input) => {
		virtualTime();
		const result = await sety.run(operation, parameters, {
			input: [input],
			onError: 'continueErrorOutput',
		});

		expect(result.outputs[1]?.at(-1)?.json).toMatchObject({ details: { item: 1 } });
		expect((await sety.sandbox.control.received()).length).toBeGreaterThan(0);
	});

	it('under the name that an override gives a field', async () => {
		const result = await sety.run(
			'incident.getAll',
			{ options: { extraFields: '{"per_page": 5}' } },
			{
				credential: {
					endpointOverrides: '{"incident.getAll": {"rename": {"limit": "per_page"}}}',
				},
			},
		);

		expect(result.error?.message).toMatch(/^Extra Fields sets "per_page"/);
		expect(await sety.sandbox.control.received()).toEqual([]);
	});

	it('cancel with a live key in the editor: neither of two is sent', async () => {
		const result = await sety.run(
			'incident.cancel',
			{ incidentId: byId('inc_1') },
			{ input: [[{}, {}]], credential: { apiKey: LIVE_KEY }, mode: 'manual' },
		);

		expect(result.error?.message).toMatch(/test run, and cancelling .* live key.*\[item 0\]$/);
		expect(await sety.sandbox.control.received()).toEqual([]);
	});
});

it('an expression that gives a function is refused, with its field', async () => {
	const { error } = await sety.run('incident.addNote', {
		incidentId: byId('inc_a1b2c3d4e5f6g7h8'),
		note: '={{ () => 1 }}',
	});

	expect(error?.message).toBe('Note: n8n cannot resolve the expression [item 0]');
	expect(error?.description).toMatch(/^n8n says: this is a function.*Nothing was sent/);
	expect(await sety.sandbox.control.received()).toEqual([]);
});
