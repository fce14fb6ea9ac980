import type { Explanation } from '../../core/http/statusTexts';
import type { CredentialType } from './credential';
import { RENEWED } from './credential';
import type { EndpointName } from './endpoints';
import { endpoints } from './endpoints';

/** The fields of the form that each call is made of. */
const INPUTS: Readonly<Record<EndpointName, string>> = {
	'safetyEvent.update': 'Safety Event IDs, Event State, Dismissal Reason or Label Changes',
	'safetyEvent.get': 'Safety Event IDs',
	'safetyEvent.getAll': 'Start, End or Filters',
	'safetyScore.get': 'IDs, Score Of, Start or End',
};

/** What Samsara's statuses mean beyond the general text (developers.samsara.com/docs/response-codes). */
export function explainStatus(
	name: EndpointName,
	credentialType: CredentialType,
	status: number,
	answer: string,
): Explanation | undefined {
	const said = answer === '' ? '' : ` Samsara says: ${answer}`;
	const { title, permission } = endpoints[name];
	const oauth2 = credentialType === RENEWED;
	if (status === 400 || status === 422) {
		const because = answer === '' ? '' : `: ${answer}`;
		return {
			message: `Samsara refused the input of "${title}"${because}`,
			howToGoOn: `Correct the parameter that the message names: ${INPUTS[name]}, or Extra Fields in Options. If Samsara wants a field that this node does not have, send it with Extra Fields.`,
		};
	}
	if (status === 401) {
		const missing = `If both are right, the permission "${permission.name}" (category ${permission.category}) may be missing, which Samsara was seen to answer in this way, too.${said}`;
		return oauth2
			? {
					message: 'Samsara does not accept the connection of this credential',
					howToGoOn: `Open the credential, check Region and connect it again. ${missing}`,
				}
			: {
					message: 'Samsara does not accept the API Token of this credential',
					howToGoOn: `Open the credential, paste the token again, check Region (a token works in its own region only) and press Test. ${missing}`,
				};
	}
	if (status === 403) {
		const holder = oauth2 ? 'The Samsara app of this credential' : 'The API Token';
		return {
			message: `${holder} may not do "${title}": it lacks the permission "${permission.name}"`,
			howToGoOn: `Give it that permission (category ${permission.category}) in Samsara's settings, or choose another credential. A missing licence is answered in the same way.${said}`,
		};
	}
	if (status === 404 && name === 'safetyEvent.update') {
		return {
			message: 'Samsara does not know at least one of the safety events of this call',
			howToGoOn: `Nothing of this call was changed: Samsara checks all IDs first. Switch on Skip Unknown Events to update the others, or check the IDs.${said}`,
		};
	}
	if (status === 404 && name === 'safetyEvent.get') {
		return {
			message: 'Samsara found nothing for "Get safety events"',
			howToGoOn: `Either it does not know at least one of the safety events of this call (up to 50 are read at once; how it answers then is not documented), or the address is wrong: check Safety Event IDs, and Region or Base URL of the credential.${said}`,
		};
	}
	if (status === 404 || status === 405) {
		return {
			message: `Samsara has nothing at the address of "${title}"`,
			howToGoOn: `Check Region, or Base URL, of the credential.${said}`,
		};
	}
	if (status === 413) {
		return {
			message: `Samsara finds the request of "${title}" too large`,
			howToGoOn: `Send fewer IDs or labels at once.${said}`,
		};
	}
	if (status === 414 || status === 431) {
		return {
			message: `The address of "${title}" is too long for Samsara, or for something on the way to it`,
			howToGoOn: `${name === 'safetyEvent.getAll' ? 'Filters stand in it: use fewer IDs in Filters, a tag in their place, or several nodes.' : 'Send fewer IDs at once.'}${said}`,
		};
	}
	return undefined;
}
