import type { Explanation } from '../../core/http/statusTexts';
import type { EndpointName } from './endpoints';
import { endpoints } from './endpoints';

/** The fields of the form that each call is made of. */
const INPUTS: Readonly<Record<EndpointName, string>> = {
	'event.send': 'a field of the event',
	'event.sendBatch': 'a field of the events',
	'event.queue': 'a field of the events',
	'dataObject.submit': 'Namespace, Object ID or Data (JSON)',
	'dataObject.getStatus': 'Namespace or Request ID',
	'agentDecision.create': 'Reference ID, Content Type, Policy ID, Decision or Additional Fields',
	'deletionRequest.create': 'User ID, External Request ID or Requested At',
};

/** What can be made shorter. */
const LONG_INPUTS: Readonly<Record<EndpointName, string>> = {
	...INPUTS,
	'event.send': 'content or metadata of the event',
	'event.sendBatch': 'content or metadata of the events, or lower Max Batch Size',
	'event.queue': 'content or metadata of the events, or lower Max Batch Size',
	'dataObject.submit': 'Data (JSON)',
	'agentDecision.create': 'Comment',
};

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
	const { title, path, fieldEvidence } = endpoints[name];
	if (status === 400 || status === 422) {
		const because = answer === '' ? '' : `: ${answer}`;
		const assumed =
			fieldEvidence === 'documented'
				? ''
				: ' Some field names of this call are assumed: if SafetyKit names another one, send that with Extra Fields.';
		return {
			message: `SafetyKit refused the input of "${title}"${because}`,
			howToGoOn: `Correct the parameter that the message names: ${INPUTS[name]}, or Extra Fields in Options.${assumed}`,
		};
	}
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
	if (status === 413) {
		return {
			message: `SafetyKit finds the request of "${title}" too large`,
			howToGoOn: `It was not taken. Shorten ${LONG_INPUTS[name]}.${said}`,
		};
	}
	if (status === 414) {
		return {
			message: `The address of "${title}" is too long for SafetyKit, or for something on the way to it`,
			howToGoOn: `Check ${INPUTS[name]}: an ID may hold a text that is none.${said}`,
		};
	}
	return undefined;
}
