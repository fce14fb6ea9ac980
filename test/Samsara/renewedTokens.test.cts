import { renewedTokensHidden } from '../../nodes/Samsara/api/renewedTokens.ts';
import { ApiFailure } from '../../nodes/core/failures/failures.ts';
import type { Secret } from '../../nodes/core/failures/redact.ts';

const OLD = 'old-token-0123456789';
const RENEWED = 'new-token-9876543210';
const failureQuoting = (answer: string) =>
	new ApiFailure(`Samsara says: ${answer}`, `It begins: ${answer}`, {
		...{ status: 400, answer, attempts: 1, certainlyWithoutEffect: true },
	});

it.each([
	['as a whole', `Bad token ${RENEWED}!`, 'Bad token [hidden]!'],
	['cut off at the end of a quote', `Bad token ${RENEWED.slice(0, 12)}`, 'Bad token [hidden]'],
	['cut off after four characters', `Bad token ${RENEWED.slice(0, 4)}`, 'Bad token [hidden]'],
	['not at all', 'Bad token', 'Bad token'],
])(
	'a token that was renewed meanwhile is hidden where it is quoted %s',
	async (_how, answer, clean) => {
		const cleaned = await renewedTokensHidden([OLD], async () => [RENEWED])(failureQuoting(answer));

		expect(cleaned.message).toBe(`Samsara says: ${clean}`);
		expect(cleaned.howToGoOn).toBe(`It begins: ${clean}`);
		expect(cleaned.details).toMatchObject({ status: 400, answer: clean });
	},
);

it('is a secret from then on, for everybody who knows the list', async () => {
	const secrets: Secret[] = [OLD];
	await renewedTokensHidden(secrets, async () => [OLD, RENEWED])(failureQuoting('No'));

	expect(secrets).toEqual([OLD, RENEWED]);
});

it('a credential that cannot be read any more leaves the failure as it is', async () => {
	const failure = failureQuoting('No');
	const clean = renewedTokensHidden([OLD], async () => await Promise.reject(new Error('deleted')));

	expect(await clean(failure)).toBe(failure);
});
