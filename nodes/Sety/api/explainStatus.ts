import type { Endpoint } from '../../core/http/request';
import type { Explanation } from '../../core/http/statusTexts';
import type { EndpointName } from './endpoints';
import { endpoints } from './endpoints';
import type { CalledEndpoint } from './overrides';

/** What Sety's statuses mean beyond the general text (docs.sety.io, developer API reference). */
export function explainStatus(
	name: EndpointName,
	called: CalledEndpoint,
	status: number,
	answer: string,
): Explanation | undefined {
	const said = answer === '' ? '' : ` Sety says: ${answer}`;
	const { title, evidence, fields, fieldEvidence }: Endpoint = endpoints[name];
	if (status === 401) {
		return {
			message: 'Sety does not accept the API Key of this credential',
			howToGoOn: `Open the credential, paste the key again (sety_live_… or sety_test_…) and press Test.${said}`,
		};
	}
	if (status === 402) {
		return {
			message: 'The Sety plan of this key has no API access, or its subscription is suspended',
			howToGoOn: `Check plan and billing in Sety's dashboard.${said}`,
		};
	}
	if (status === 403) {
		return {
			message: `The API Key of this credential lacks the scope for "${title}"`,
			howToGoOn: `Give the key that scope in Sety's dashboard, or use another key.${said}`,
		};
	}
	if (status === 404 && called.path.includes('{') && isMissingRecord(answer)) {
		return {
			message: `Sety has no such ${called.path.includes('{incidentId}') ? 'incident' : 'record'} for "${title}"`,
			howToGoOn: `Check the ID: it may be mistyped, or belong to another organization.${said}`,
		};
	}
	if ((status === 404 || status === 405) && called.overridden) {
		return {
			message: `Sety answered ${status} for "${title}" at ${called.method} ${called.path}, as the Endpoint Overrides have it`,
			howToGoOn: `Check the ID, and the entry "${name}" of the Endpoint Overrides in the credential.${said}`,
		};
	}
	if ((status === 404 || status === 405) && evidence === 'assumed') {
		const checkId = status === 404 && called.path.includes('{') && !isUnknownAddress(answer);
		return {
			message: `Sety answered ${status} for "${title}" at ${called.method} ${called.path}`,
			howToGoOn: `This path is assumed: Sety's documentation shows the operation by title only. ${checkId ? 'Check the ID first; if it is right, enter' : 'Enter'} the right path in the credential's Endpoint Overrides, for example {"${name}": "/right/path"}, with another method {"${name}": {"path": "/right/path", "method": "${called.method === 'GET' ? 'POST' : 'PUT'}"}}.${said}`,
		};
	}
	if (status === 404 && (!called.path.includes('{') || isUnknownAddress(answer))) {
		return {
			message: `Sety has nothing at the address of "${title}" (${called.method} ${called.path})`,
			howToGoOn: `Check the Base URL of the credential, the version in it included.${said}`,
		};
	}
	if (status === 404 && called.path.includes('{incidentId}')) {
		return {
			message: `Sety has no such incident for "${title}"`,
			howToGoOn: `Check Incident: the ID may be mistyped, or the incident may belong to another organization.${said}`,
		};
	}
	if ((status === 400 || status === 422) && fieldEvidence !== 'documented' && fields.length > 0) {
		return refusedField(name, called, answer);
	}
	if (status === 409 && name === 'incident.cancel') {
		return {
			message: 'The incident is already resolved or cancelled, so it cannot be cancelled',
			howToGoOn: `Read it with Incident → Get and decide by its status. A resolved incident cannot be reopened.${said}`,
		};
	}
	if (status === 409 && name === 'accessLog.checkOut') {
		return {
			message: 'Sety does not check this visitor out in the present state (409)',
			howToGoOn: `Most likely the visitor is checked out already; the documentation names a conflict of state only. Look at the access log.${said}`,
		};
	}
	return undefined;
}

/** The words in which the backend, as far as it is known, answers an unknown address or method. Observed elsewhere. */
function isUnknownAddress(answer: string): boolean {
	return /^not found\.?$/i.test(answer);
}

/** "Incident not found": the address is right, the record is not there. */
function isMissingRecord(answer: string): boolean {
	return /\w not found\.?$/i.test(answer);
}

/** The names of fields are assumed, in part or all of them: the refused one may have another name. */
function refusedField(name: EndpointName, called: CalledEndpoint, answer: string): Explanation {
	const { title, fields }: Endpoint = endpoints[name];
	const words = new Set(answer.split(/[\s"'`:,;.()]+/));
	const named = (field: string) => words.has(field);
	const field = fields.find((one) => named(called.rename[one] ?? one)) ?? fields[0] ?? 'field';
	return {
		message: `Sety refused the input of "${title}"${answer === '' ? '' : `: ${answer}`}`,
		howToGoOn: `Correct the parameter that the message names. Names of fields of this operation are assumed: if one has another name at Sety, enter it in the credential's Endpoint Overrides, for example {"${name}": {"rename": {"${field}": "right_name"}}}; send one that the node does not know in Extra Fields.`,
	};
}
