import { personalDataIn } from '../../../nodes/SafetyKit/event/personalData.ts';

it.each<[string, unknown]>([
	['an e-mail address', 'ada@example.com'],
	['an e-mail address', ['a', 'ada@example.com']],
	['a URL', 'see https://example.com/ada'],
	['a URL', 'www.example.com'],
	['a phone number', '+1 206 940 6843'],
	['a phone number', '(206) 940-6843'],
	['a phone number', 'call 206-940-6843'],
	['a phone number', 'tel:+12069406843'],
	['a phone number', '+44 (0)20 7946 0958'],
	['a phone number', '+49 (0) 30 / 901820'],
	['a phone number', 'fax 0044 20 7946 0958'],
	['a phone number', '001-206-940-6843'],
	['a card number', 'order 1234567890123, card 4111-1111-1111-1111'],
	['a card number', '4111 1111 1111 1111'],
	['a card number', 4111111111111111],
	['a card number', '5555 5555 5555 4444'],
	['a card number', '4222222222222'],
	['a card number', [1, 6304000000000000000]],
])('%s: %j', (looksLike, note) => {
	expect(personalDataIn({ note })).toEqual([{ name: 'note', looksLike }]);
});

it.each([
	'conversation_789',
	'123-456-7890-1',
	'x+12345678',
	'1716250515',
	'0000123456',
	'001234567',
	'order 00123456789',
	'00 000 000 000',
	'0044',
	'2026-05-21T00:15:15Z',
	'2026-05-21T00:15:15+02:00',
	'4111 1111 1111 1112',
	// They fit by their last digit, but are too short, or begin with no digit of a card.
	411111111117,
	'2111111111111115',
	'94111111111111112',
	19.99,
	true,
])('nothing: %j', (note) => {
	expect(personalDataIn({ note })).toEqual([]);
});

it.each([
	`${'x'.repeat(400_000)} @${'y.1'.repeat(100_000)}`,
	'+1 '.repeat(200_000),
	' 001 1x'.repeat(100_000),
	`+1${'-'.repeat(400_000)}`,
	'1 '.repeat(200_000),
])('nothing in a long text, either', (note) => {
	// Would take minutes, were the time quadratic.
	expect(personalDataIn({ note })).toEqual([]);
});
