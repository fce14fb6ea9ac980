import { services, type ListedService } from '../../nodes/services.ts';

type DocumentedCall = ListedService['calls'][number];

const EFFECTS: Readonly<Record<DocumentedCall['effect'], string>> = {
	read: 'read',
	safeWrite: 'safe write',
	unsafeWrite: 'unsafe write',
};

/** One page per service with everything that its nodes take for known of the API, by file name. */
export function callPages(): Map<string, string> {
	return new Map(
		services.map((service) => [`docs/${service.name.toLowerCase()}-api.md`, pageOf(service)]),
	);
}

function pageOf(service: ListedService): string {
	const { name, endpointOverrides } = service;
	return [
		`# The ${name} API, as the nodes use it`,
		'',
		`<!-- Made by npm run generate from nodes/${name}. -->`,
		'',
		`Every call that the nodes make. *Documented*: read in the documentation of ${name}. *Assumed*: inferred. None of`,
		'it was tried with a real key. A *safe write* may be sent again without harm, so the node repeats it after a broken',
		'connection; an *unsafe write* is never repeated when it may have happened.',
		'',
		...(endpointOverrides
			? [
					'The first column is the key in *Endpoint Overrides* of the credential, with which you correct a path, a method or the',
					'name of a field.',
					'',
				]
			: []),
		`| ${endpointOverrides ? 'Override key' : 'Operation'} | Title | Call | Effect | Evidence | Fields |`,
		'| --- | --- | --- | --- | --- | --- |',
		...service.calls.map(rowOf),
		'',
	].join('\n');
}

function rowOf(call: DocumentedCall): string {
	const { key, title, method, path, effect, evidence } = call;
	return `| \`${key}\` | ${title} | \`${method} ${path}\` | ${EFFECTS[effect]} | ${evidence} | ${fieldsOf(call)} |`;
}

/** The names of the fields after what is known of them: "assumed: `note`, `author`". */
function fieldsOf(call: DocumentedCall): string {
	const names = call.fields.map((name) => `\`${name}\``).join(', ');
	return names === '' ? fieldEvidenceOf(call) : `${fieldEvidenceOf(call)}: ${names}`;
}

/** What is known of the names of a call's fields, in words; a dash where it has none. */
export function fieldEvidenceOf({ fields, fieldEvidence }: DocumentedCall): string {
	if (fields.length === 0) return '–';
	return fieldEvidence === 'partly' ? 'documented in part' : fieldEvidence;
}
