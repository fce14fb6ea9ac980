export interface LeftOut {
	/** The beginning of the full names of the tests. */
	tests: string;
	/** How many tests that is. */
	count: number;
	reason: string;
}

const NO_CAUSE =
	'n8n-workflow before 2.36 loses the cause of its errors, and with it how far a request came: it counts as open';

/** Tests of what the older engine does not have. Everything else has to pass. */
export const leftOut: LeftOut[] = [
	{
		tests: 'a rate limit that asks for more time than a poll has is declared to n8n',
		count: 4,
		reason:
			'n8n before 2.37 has no `failure` on its errors, so a trigger cannot tell it why a poll went wrong',
	},
	{
		tests: 'why a call failed, as n8n counts it n8n is told about',
		count: 8,
		reason: 'n8n before 2.37 has no `failure` on its errors',
	},
	{
		tests: 'a silent service ends with the time of the poll',
		count: 1,
		reason:
			'n8n before 2.38 does not tell a trigger how much time a poll has, so it would be a minute',
	},
	{
		tests: 'static data that is no object nor that of the workflow: says what to do',
		count: 1,
		reason:
			'an older n8n shows the message of a trigger that cannot be activated, and not what to do about it',
	},
	{
		tests: 'HTTP Request sends every header that the node sends, and no other',
		count: 3,
		reason: 'HTTP Request of n8n 2.11.1 sends the User-Agent of axios',
	},
	...[
		'EADDRNOTAVAIL while connecting',
		'EAI_FAIL of the name',
		'ECONNREFUSED while reading',
		'EHOSTUNREACH while connecting',
		'ENETDOWN while connecting',
		'ENETUNREACH while connecting',
		'ETIMEDOUT while connecting',
		'a credential that is not connected',
		'a domain that the credential does not allow',
		'n8n: Found credential with no ID.',
		'n8n: No bridge acquired for this context',
		'several addresses without a way',
	].map((tests) => ({ tests, count: 1, reason: NO_CAUSE })),
];
