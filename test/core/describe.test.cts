import { operations, resources } from '../../nodes/Sety/operations.ts';
import { describeOperations } from '../../nodes/core/describe.ts';

const properties = describeOperations(operations, resources);

function fieldsShownFor(resource: string, operation: string): string[] {
	return properties
		.filter(({ displayOptions }) => {
			const show = displayOptions?.show;
			const isShown = show?.resource?.includes(resource) && show.operation?.includes(operation);
			return isShown && show?.['@tool'] === undefined;
		})
		.map(({ name }) => name);
}

it.each(
	operations.map((operation) => [operation.resource, operation.operation, operation] as const),
)('%s → %s shows its own fields, in its own order', (resource, operation, { form: own }) => {
	expect(fieldsShownFor(resource, operation)).toEqual(own.map(({ name }) => name));
});

it('offers every resource, and every operation of it, in alphabetical order', () => {
	const [resource, ...others] = properties.filter(({ name }) => name !== 'toolDescription');

	expect(resource).toMatchObject({ name: 'resource', options: { length: 4 } });
	for (const dropdown of others.filter(({ name }) => name === 'operation')) {
		const names = (dropdown.options ?? []).map(({ name }) => name);
		expect(names).toEqual([...names].sort());
	}
});

it('opens on the first operation of the list', () => {
	const opensOn = (name: string, resource?: string) =>
		properties.find(
			(one) =>
				one.name === name &&
				(resource === undefined || one.displayOptions?.show?.resource?.includes(resource)),
		)?.default;

	expect(opensOn('resource')).toBe('incident');
	expect(opensOn('operation', 'incident')).toBe('create');
});

it('a field that operations share appears once', () => {
	const incidentIds = properties.filter(({ name }) => name === 'incidentId');
	const operationsOf = incidentIds.map(({ displayOptions }) => displayOptions?.show?.operation);

	// Cancel has a list of its own, of active incidents.
	expect(operationsOf).toEqual([['get', 'addNote'], ['cancel']]);
});
