import { redact } from '../../../../nodes/shared/errors/redact.ts';

it.each<[string, string, Array<string | RegExp>]>([
	['the key abc is wrong', 'the key [hidden] is wrong', ['abc']],
	['sk_live_12…89 is wrong', '[hidden]…89 is wrong', [/sk_\w+/g]],
	// A token that nobody told of, as after a renewal.
	['Refused: Bearer eyJh.b-c_d~e/f+g==', 'Refused: Bearer [hidden]', []],
	['{"authorization":"bearer  t0ken"}', '{"authorization":"bearer  [hidden]"}', []],
	['nothing to hide', 'nothing to hide', ['']],
])('%s', (text, clean, secrets) => {
	expect(redact(text, secrets)).toBe(clean);
});
