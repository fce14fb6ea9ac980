import type { DescribedService } from './services.cts';
import { services } from './services.cts';

/** The README with its tables of operations made anew from the code. */
export function withOperationTables(readme: string): string {
	return services.reduce(withTable, readme);
}

function withTable(readme: string, service: DescribedService): string {
	const begin = `<!-- operations of ${service.folder}, made by npm run generate -->`;
	const end = `<!-- end of the operations of ${service.folder} -->`;
	const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`README.md has no place for the table: ${begin}`);
	return `${readme.slice(0, from)}${begin}\n${tableOf(service)}${readme.slice(to)}`;
}

function tableOf(service: DescribedService): string {
	return [
		'',
		'| Resource | Operation | What it does | Call | Path | Fields |',
		'| --- | --- | --- | --- | --- | --- |',
		...rowsOf(service),
		'',
		'',
	].join('\n');
}

function rowsOf({ operations, resources, calls }: DescribedService): string[] {
	return operations.map(({ resource, operation, name, description }) => {
		const call = calls[`${resource}.${operation}`];
		if (call === undefined) throw new Error(`${resource}.${operation} has no endpoint`);
		const { method, path, evidence, fields, fieldEvidence } = call;
		const fieldWords =
			fields.length === 0 ? '–' : fieldEvidence === 'partly' ? 'documented in part' : fieldEvidence;
		return `| ${resources[resource] ?? resource} | ${name} | ${description} | \`${method} ${path}\` | ${evidence} | ${fieldWords} |`;
	});
}
