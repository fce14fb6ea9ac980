import { explainStatus } from '../../../nodes/core/http/statusTexts.ts';

it.each<[number, string, RegExp, RegExp]>([
	[400, 'No title', /^Sety refused the input of "Add note": No title$/, /^Correct the parameter/],
	[422, 'No title', /^Sety refused the input of "Add note": No title$/, /^Correct the parameter/],
	[422, '', /^Sety refused the input of "Add note"$/, /^Correct the parameter/],
	[401, 'Who?', /does not accept the key/, /press Test\. Sety says: Who\?$/],
	[403, 'No', /has no permission for "Add note"/, /missing permission.*Sety says: No$/],
	[404, 'Gone', /^Sety found nothing for "Add note"$/, /^Check the ID.*Sety says: Gone$/],
	[404, '', /^Sety found nothing for "Add note"$/, /another organization\.$/],
	[
		409,
		'Closed',
		/current state of the record does not allow "Add note": Closed$/,
		/^Get the record again/,
	],
	[
		413,
		'Big',
		/refused the request for "Add note" as too large$/,
		/^Send less at once\. Sety says: Big$/,
	],
	[302, '', /redirected "Add note" to another address$/, /does not follow redirects/],
	[399, '', /redirected/, /Base URL/],
	[418, 'Tea', /^Sety answered "Add note" with status 418$/, /^Sety says: Tea$/],
	[418, '', /with status 418$/, /^Ask the support of Sety what this status means\.$/],
])('status %i %j', (status, answered, message, howToGoOn) => {
	const explanation = explainStatus(status, answered, { service: 'Sety', call: 'Add note' });
	expect(explanation.message).toMatch(message);
	expect(explanation.howToGoOn).toMatch(howToGoOn);
});
