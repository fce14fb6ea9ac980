import { operations, resources } from '../../nodes/Sety/actions/index.ts';
import type { Endpoint, EndpointName } from '../../nodes/Sety/api/endpoints.ts';
import { endpointNames, endpoints } from '../../nodes/Sety/api/endpoints.ts';

const BEGIN = '<!-- operations of Sety, made by npm run generate -->';
const END = '<!-- end of the operations of Sety -->';

/** The README with its table of operations made anew from the code. */
export function withOperationTable(readme: string): string {
	const begin = readme.indexOf(BEGIN);
	const end = readme.indexOf(END);
	if (begin < 0 || end < begin) throw new Error(`README.md has no place for the table: ${BEGIN}`);
	return `${readme.slice(0, begin)}${BEGIN}\n${operationTable()}${readme.slice(end)}`;
}

function operationTable(): string {
	const rows = operations.map((operation) => {
		const name = endpointNames().find(
			(candidate) => candidate === `${operation.resource}.${operation.operation}`,
		);
		if (name === undefined) throw new Error(`${operation.action} has no endpoint`);
		return row(operation.resource, operation.name, operation.description, name);
	});
	return [
		'',
		'| Resource | Operation | What it does | Call | Path | Fields |',
		'| --- | --- | --- | --- | --- | --- |',
		...rows,
		'',
		'',
	].join('\n');
}

function row(resource: string, operation: string, description: string, name: EndpointName): string {
	const { method, path, evidence, fields, fieldEvidence }: Endpoint = endpoints[name];
	const label = Object.entries(resources).find(([value]) => value === resource)?.[1] ?? resource;
	const fieldWords =
		fields.length === 0 ? '–' : fieldEvidence === 'partly' ? 'documented in part' : fieldEvidence;
	return `| ${label} | ${operation} | ${description} | \`${method} ${path}\` | ${evidence} | ${fieldWords} |`;
}
