import type { ICredentialTestRequest } from 'n8n-workflow';

/** What a status of a credential's test request means. Where such a rule applies, the test ends without success. */
export const meaning = (value: number, message: string) => ({
	type: 'responseCode' as const,
	properties: { value, message },
});

/** The test does not follow redirects, because a key could reach another host. */
export const redirected = [301, 302, 307, 308].map((status) =>
	meaning(status, 'This Base URL redirects to another address. Enter the final address.'),
);

export const outOfOrder = (service: string) => [
	meaning(500, `${service} has an internal fault at the moment. Try again later.`),
	meaning(503, `${service} is not available at the moment. Try again later.`),
];

/**
 * n8n hands over a body that is no JSON as a text, a page of HTML for instance, and looks a rule's key up in it along with
 * what it inherits (lodash get). No rule can ask for JSON itself.
 */
export const noJson = {
	type: 'responseSuccessBody' as const,
	properties: {
		key: 'constructor.name',
		value: 'String',
		message: 'What answers is a web page or a proxy: no API answers at this Base URL. Check it.',
	},
};

type Rules = NonNullable<ICredentialTestRequest['rules']>;

/** n8n's types allow for one kind of rule only; it reads each by its own kind (2.41.1, credentials-tester.service). */
export const rulesOf = (...rules: Array<ReturnType<typeof meaning> | typeof noJson>) =>
	rules as Rules;

/**
 * The end of an expression for a base URL: what is to go over http to another machine goes over https instead, so that
 * nobody reads a key on its way. As refuseReadable, which refuses such an address.
 */
export const HTTPS_TO_OTHERS =
	'.replace(/^http:(?![/][/](localhost|127[.][0-9]+[.][0-9]+[.][0-9]+|\\[::1\\])([:/]|$))/i, "https:")';
