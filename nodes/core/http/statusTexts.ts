/** What happened, and what the user can do next. */
export interface Explanation {
	message: string;
	howToGoOn: string;
}

/** What the statuses below 500 mean with any service. */
export function explainStatus(
	status: number,
	answer: string,
	{ service, call }: { service: string; call: string },
): Explanation {
	const said = answer === '' ? '' : `${service} says: ${answer}`;
	const because = answer === '' ? '' : `: ${answer}`;
	switch (status) {
		case 400:
		case 422:
			return {
				message: `${service} refused the input of "${call}"${because}`,
				howToGoOn: 'Correct the parameter that the message names.',
			};
		case 401:
			return {
				message: `${service} does not accept the key of this credential`,
				howToGoOn: `Open the credential, paste the key again and press Test. ${said}`,
			};
		case 403:
			return {
				message: `The key of this credential may not do "${call}"`,
				howToGoOn: `Give the key the missing permission at ${service}, or choose another credential. ${said}`,
			};
		case 404:
			return {
				message: `${service} found nothing for "${call}"`,
				howToGoOn: `Check the ID: it may be mistyped, deleted, or belong to another organization. ${said}`,
			};
		case 409:
			return {
				message: `The present state does not allow "${call}"${because}`,
				howToGoOn: 'Read the record again and decide by its present state.',
			};
		case 413:
			return {
				message: `${service} finds the request of "${call}" too large`,
				howToGoOn: `Send less at once. ${said}`,
			};
		default:
			return status >= 300 && status < 400
				? {
						message: `${service} redirected "${call}" to another address`,
						howToGoOn:
							'The node does not follow redirects, because a key could reach another host. Enter the final address as Base URL in the credential.',
					}
				: {
						message: `${service} answered "${call}" with status ${status}`,
						howToGoOn: said === '' ? `Ask ${service} what it means.` : said,
					};
	}
}
