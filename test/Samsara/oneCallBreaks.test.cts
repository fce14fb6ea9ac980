import type { IDataObject } from 'n8n-workflow';

import { Samsara } from '../../nodes/Samsara/Samsara.node.ts';
import { samsaraBench } from '../../harness/engine/samsara.cts';
import type { Tampering } from '../cases/tampered.cts';
import { surprises, tampered, unreadable } from '../cases/tampered.cts';
import { virtualTime } from '../../harness/engine/virtualTime.cts';
import { picked } from './picked.cts';

const samsara = samsaraBench();
const control = () => samsara.sandbox.control.samsara;

/** Texts of the JavaScript engine, which say nothing to a user. */
const RAW = /is not a function|Cannot convert|Invalid array length|revoked|\[object|undefined|NaN/;

const idsIn = ({ request }: Tampering): string[] => {
	const { body, qs } = request;
	const { safetyEventIds: sent } = (body ?? {}) as { safetyEventIds?: string[] };
	return sent ?? ((qs?.safetyEventIds ?? '') as string).split(',');
};

/** A Samsara node in which every call with this ID goes another way. */
const nodeThatBreaksAt = (id: string, surprise: (tampering: Tampering) => unknown) =>
	tampered(new Samsara(), (tampering) =>
		idsIn(tampering).includes(id) ? surprise(tampering) : tampering.send(),
	);

const many = async (count: number) => {
	virtualTime();
	await control().changeSettings({ rateLimits: false });
	return await control().createEvents({ count });
};

describe.each(surprises)('%s in one of several calls', (_what, surprise) => {
	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'to an update: the others are accepted, and so told (%s)',
		async (onError) => {
			const ids = await many(1_000);
			const broken = ids.slice(200, 400);
			const { outputs, status } = await samsara.run(
				'safetyEvent.update',
				{ safetyEventIds: ids.join(), eventState: 'reviewed' },
				{ node: nodeThatBreaksAt(broken[0] ?? '', surprise), onError },
			);

			expect(status).toBe('success');
			const all = outputs.flat().map(({ json }) => json);
			expect(all.filter(({ accepted }) => accepted === true).map(({ id }) => id)).toEqual(
				ids.filter((id) => !broken.includes(id)),
			);
			const failed = all.filter(({ error }) => error !== undefined);
			expect(failed.map(({ details }) => (details as IDataObject).recordId)).toEqual(broken);
			expect(JSON.stringify(failed)).not.toMatch(RAW);
		},
	);

	it('to a read: the others are read', async () => {
		const ids = await many(200);
		const broken = ids.slice(50, 100);
		const { outputs } = await samsara.run(
			'safetyEvent.get',
			{ safetyEventIds: ids.join() },
			{ node: nodeThatBreaksAt(broken[0] ?? '', surprise), onError: 'continueErrorOutput' },
		);

		expect(outputs[0]?.map(({ json }) => json.id)).toEqual(
			ids.filter((id) => !broken.includes(id)),
		);
		expect(outputs[1]).toHaveLength(50);
		expect(JSON.stringify(outputs[1])).not.toMatch(RAW);
	});

	it('to the reading back: all stay accepted', async () => {
		const ids = await many(100);
		const node = tampered(new Samsara(), (tampering) =>
			tampering.request.method === 'GET' && idsIn(tampering).includes(ids[0] ?? '')
				? surprise(tampering)
				: tampering.send(),
		);
		const { json, hints } = await samsara.run(
			'safetyEvent.update',
			{
				safetyEventIds: ids.join(),
				eventState: 'reviewed',
				options: { confirm: true, confirmTimeout: 1 },
			},
			{ node },
		);

		expect(json.map(({ id, accepted }) => [id, accepted])).toEqual(ids.map((id) => [id, true]));
		expect(json.slice(0, 50).map(({ confirmation }) => confirmation)).toEqual(
			Array.from({ length: 50 }, () => 'notReadable'),
		);
		expect(json.slice(50).every(({ confirmed }) => confirmed !== undefined)).toBe(true);
		expect(hints.map(({ message }) => message).join()).toMatch(
			/Confirm could not read 50 of 100 accepted updates/,
		);
		expect(hints.map(({ message }) => message).join()).not.toMatch(RAW);
	});

	it('to the scores of some drivers: those of the others are there', async () => {
		virtualTime();
		const driverIds = Array.from({ length: 150 }, (_none, n) => String(5_000 + n));
		const period = {
			timeSpan: 'custom',
			startTime: '2025-06-01T00:00:00Z',
			endTime: '2025-07-01T00:00:00Z',
		};
		const node = tampered(new Samsara(), (tampering) =>
			((tampering.request.qs?.driverIds ?? '') as string).includes('5149')
				? surprise(tampering)
				: tampering.send(),
		);
		const whole = await samsara.run('safetyScore.get', {
			driverIds: picked(driverIds.join()),
			...period,
		});
		const broken = await samsara.run(
			'safetyScore.get',
			{ driverIds: picked(driverIds.join()), ...period },
			{ node, onError: 'continueErrorOutput' },
		);

		expect(whole.json.length).toBeGreaterThan(0);
		expect(broken.outputs[0]?.map(({ json }) => json.id)).toEqual(
			whole.json.map(({ id }) => id).filter((id) => driverIds.indexOf(id as string) < 100),
		);
		expect(broken.outputs[1]).toHaveLength(50);
	});
});

it('an event whose read breaks does not keep the others from being confirmed', async () => {
	await control().changeSettings({ applyDelayMs: 0 });
	const ids = await many(100);
	const node = tampered(new Samsara(), (tampering) =>
		tampering.request.method === 'GET' && idsIn(tampering).includes(ids[0] ?? '')
			? unreadable(tampering)
			: tampering.send(),
	);
	const { json, hints } = await samsara.run(
		'safetyEvent.update',
		{ safetyEventIds: ids.join(), eventState: 'reviewed', options: { confirm: true } },
		{ node },
	);

	expect(json.map(({ confirmation }) => confirmation)).toEqual(
		ids.map((_id, place) => (place < 50 ? 'notReadable' : 'confirmed')),
	);
	expect(hints.map(({ message }) => message)).toEqual([
		expect.stringMatching(
			/^Confirm could not read 50 of 100 accepted updates: "Get safety events" stopped/,
		),
	]);
});

it('with On Error = Stop it ends the run, which says how many were accepted', async () => {
	const ids = await many(1_000);
	const { error } = await samsara.run(
		'safetyEvent.update',
		{ safetyEventIds: ids.join(), eventState: 'reviewed' },
		{
			node: nodeThatBreaksAt(ids[200] ?? '', unreadable),
		},
	);

	expect(error?.message).toContain('"Update safety events"');
	expect(error?.message).not.toMatch(RAW);
	expect(error?.description).toContain('Other safety events accepted by Samsara in this run: 800.');
});

it('what was found out before one part of a searched call breaks is kept', async () => {
	const ids = await many(8);
	const unknown = '00000000-0000-4000-8000-000000000001';
	let updates = 0;
	const node = tampered(new Samsara(), (tampering) =>
		tampering.request.method === 'PATCH' && ++updates === 2
			? unreadable(tampering)
			: tampering.send(),
	);
	const { outputs } = await samsara.run(
		'safetyEvent.update',
		{ safetyEventIds: [...ids, unknown].join(), eventState: 'reviewed' },
		{ node, onError: 'continueErrorOutput' },
	);

	// The first update is refused, the try of the hidden one breaks, and the shown ones are sent.
	expect(outputs[0]?.map(({ json }) => json.id)).toEqual(ids);
	expect(outputs[1]).toHaveLength(1);
});

it('a cancelled run says how many events were accepted before', async () => {
	const ids = await many(3_000);
	let cancel = () => {};
	const node = nodeThatBreaksAt(ids[2_000] ?? '', () => {
		cancel();
		throw Object.assign(new Error('canceled'), { code: 'ERR_CANCELED' });
	});
	const { error, status } = await samsara.run(
		'safetyEvent.update',
		{ safetyEventIds: ids.join(), eventState: 'reviewed' },
		{ node, onError: 'continueRegularOutput', onStart: (stop) => (cancel = stop) },
	);

	expect(status).toBe('canceled');
	const updates = (await samsara.sandbox.control.received()).filter(({ status: s }) => s === 202);
	const [, accepted] =
		/^Other safety events accepted by Samsara in this run: (\d+)/.exec(error?.description ?? '') ??
		[];
	// Of those that were under way together, n8n cuts off the answers.
	expect(Number(accepted)).toBeGreaterThanOrEqual(1_200);
	expect(Number(accepted)).toBeLessThanOrEqual(updates.length * 200);
	expect(updates.length).toBeLessThan(15);
});
