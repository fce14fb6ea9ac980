import { services, type ListedService } from '../../nodes/services.ts';
import { fieldEvidenceOf } from './callPages.cts';

/** The README with its tables of operations written again from the code. */
export function withOperationTables(readme: string): string {
	return services.reduce(withTable, readme);
}

function withTable(readme: string, service: ListedService): string {
	const begin = `<!-- operations of ${service.name}, made by npm run generate -->`;
	const end = `<!-- end of the operations of ${service.name} -->`;
	const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`README.md has no place for the table: ${begin}`);
	return `${readme.slice(0, from)}${begin}\n${tableOf(service)}${readme.slice(to)}`;
}

function tableOf(service: ListedService): string {
	return [
		'',
		'| Resource | Operation | What it does | Call | Path | Fields |',
		'| --- | --- | --- | --- | --- | --- |',
		...rowsOf(service),
		'',
		'',
	].join('\n');
}

function rowsOf(service: ListedService): string[] {
	const calls = new Map(service.calls.map((call) => [call.key, call]));
	return service.operations.map(({ resource, operation, name, description }) => {
		const call = calls.get(`${resource}.${operation}`);
		if (call === undefined) throw new Error(`${resource}.${operation} has no call`);
		const { method, path, evidence } = call;
		return `| ${service.resources[resource] ?? resource} | ${name} | ${description} | \`${method} ${path}\` | ${evidence} | ${fieldEvidenceOf(call)} |`;
	});
}
