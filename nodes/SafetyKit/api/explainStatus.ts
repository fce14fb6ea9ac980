import type { Explanation } from '../../shared/http/explanation';
import type { EndpointName } from './endpoints';
import { endpoints } from './endpoints';

/**
 * What SafetyKit's statuses mean beyond the general text. That 401 and 403 stand for keys and 404 for unknown ids is
 * read off the error classes of its SDKs; no page says so. Only getStatus looks something up by an ID. 413 for results
 * over 5 MiB is documented (data/getStatus).
 */
export function explainStatus(
	name: EndpointName,
	status: number,
	answer: string,
): Explanation | undefined {
	const said = answer === '' ? '' : ` SafetyKit says: ${answer}`;
	const { title, path } = endpoints[name];
	if (status === 401) {
		return {
			message: 'SafetyKit does not accept the API Key of this credential',
			howToGoOn: `Open the credential, paste the key of the Team API Keys page again and press Test.${said}`,
		};
	}
	if (status === 403) {
		return {
			message: `The API Key of this credential may not do "${title}"`,
			howToGoOn: path.includes('/events')
				? `Backend events are a beta of SafetyKit: ask there whether they are switched on for your team.${said}`
				: `Ask SafetyKit what the key may do, or use another key.${said}`,
		};
	}
	if (status === 404 && name === 'dataObject.getStatus') {
		return {
			message: 'SafetyKit knows no such request in this namespace',
			howToGoOn: `Check Request ID and Namespace: both come from Data Object → Submit.${said}`,
		};
	}
	if (status === 404 || status === 405) {
		return {
			message: `SafetyKit has nothing at the address of "${title}"`,
			howToGoOn: `Check ${path.includes('{namespace}') ? 'Namespace, and ' : ''}Base URL of the credential: SafetyKit's own is https://api.safetykit.com.${said}`,
		};
	}
	if (status === 413 && name === 'dataObject.getStatus') {
		return {
			message: 'The results of this request are over 5 MiB, and SafetyKit gives out no more inline',
			howToGoOn: `Receive the results with the SafetyKit Trigger.${said}`,
		};
	}
	return undefined;
}
