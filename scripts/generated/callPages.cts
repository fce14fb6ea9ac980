import { services, type ListedService } from '../../nodes/services.ts';
import { callsOf, type DocumentedCall } from './calls.cts';

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
		...callsOf(service).map(rowOf),
		'',
	].join('\n');
}

function rowOf(call: DocumentedCall): string {
	const { key, title, method, path, effect, evidence } = call;
	return `| \`${key}\` | ${title} | \`${method} ${path}\` | ${EFFECTS[effect]} | ${evidence} | ${fieldsOf(call)} |`;
}

/** The names of the fields by what is known of them: "documented: `a`, `b`; assumed: `c`". */
function fieldsOf({ fields }: DocumentedCall): string {
	const kinds = [...new Set(fields.map(({ evidence }) => evidence))];
	if (kinds.length === 0) return '–';
	return kinds
		.map((kind) => {
			const names = fields.filter(({ evidence }) => evidence === kind);
			const words = kind === 'partly' ? 'documented in part' : kind;
			return `${words}: ${names.map(({ name }) => `\`${name}\``).join(', ')}`;
		})
		.join('; ');
}
