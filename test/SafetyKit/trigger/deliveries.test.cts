import { parseDeliveries, remember } from '../../../nodes/SafetyKit/trigger/deliveries.ts';
import { MOST_REMEMBERED } from '../../../nodes/core/webhook/seenIds.ts';
import { TOLERANCE } from '../../../nodes/SafetyKit/trigger/verifyWebhook.ts';

const NOW = 1_773_129_600;
const nothing = parseDeliveries(undefined);

/** Whether the same webhook counts as a repeat, so many seconds after it came. */
function isRepeated(timestamp: number, afterSeconds: number): boolean {
	const { deliveries } = remember(nothing, { id: 'msg_1', timestamp }, NOW * 1_000);
	const later = (NOW + afterSeconds) * 1_000;
	return remember(parseDeliveries(deliveries), { id: 'msg_1', timestamp }, later).repeated;
}

// A copy of a webhook is verified from TOLERANCE before its time until TOLERANCE after it.
it.each([
	['dated now', 0, TOLERANCE, true],
	['dated now', 0, TOLERANCE + 1, false],
	['dated ahead', TOLERANCE, 2 * TOLERANCE, true],
	['dated ahead', TOLERANCE, 2 * TOLERANCE + 1, false],
	['dated a while ago', -TOLERANCE, TOLERANCE, true],
	['dated a while ago', -TOLERANCE, TOLERANCE + 1, false],
])(
	'a webhook %s (%d s) that is played again after %d s is a repeat: %s',
	(_what, ahead, after, is) => {
		expect(isRepeated(NOW + ahead, after)).toBe(is);
	},
);

it.each(['__proto__', 'constructor', 'toString', ''])('tells the id %j from others', (id) => {
	const first = remember(nothing, { id, timestamp: NOW }, NOW * 1_000);
	const other = remember(first.deliveries, { id: `${id}x`, timestamp: NOW }, NOW * 1_000);
	const again = remember(other.deliveries, { id, timestamp: NOW }, NOW * 1_000);

	expect([first.repeated, other.repeated, again.repeated]).toEqual([false, false, true]);
});

it('forgets the oldest when there are too many', () => {
	let deliveries = nothing;
	for (let n = 0; n <= MOST_REMEMBERED; n++) {
		({ deliveries } = remember(deliveries, { id: `msg_${n}`, timestamp: NOW }, NOW * 1_000));
	}

	expect(Object.keys(deliveries.seen)).toHaveLength(MOST_REMEMBERED);
	const isKnown = (id: string) =>
		remember(deliveries, { id, timestamp: NOW }, NOW * 1_000).repeated;
	expect([isKnown('msg_0'), isKnown('msg_1'), isKnown(`msg_${MOST_REMEMBERED}`)]).toEqual([
		false,
		true,
		true,
	]);
});

it.each([
	undefined,
	null,
	'rubbish',
	7,
	[],
	{ version: 2, seen: { a: NOW } },
	{ version: 1, seen: null },
])('reads %j as nothing', (stored) => {
	expect(parseDeliveries(stored).seen).toEqual({});
});
