import { everyService, titleOf, type OperationCase } from '../cases/everyService.cts';
import { virtualTime } from '../../harness/engine/virtualTime.cts';
import { recorded } from './recorded.cts';

/** Names for the IDs that the sandbox made for a case. */
const namesOf = (ids: Record<string, string>): Record<string, string> =>
	Object.fromEntries(Object.entries(ids).map(([name, id]) => [id, `<${name}>`]));

describe.each(everyService().map((service) => [service.name, service] as const))(
	'%s',
	(_name, service) => {
		const titles = service.cases({}).map(titleOf);

		/** Runs a case, and gives the requests that it sent. */
		async function run(title: string, before = async () => {}) {
			const ids = await service.prepare();
			const chosen = service.cases(ids)[titles.indexOf(title)] as OperationCase;
			await service.sandbox.control.clearReceived();
			await before();
			const { input = [{}] } = chosen;
			const result = await service.run(chosen.name, chosen.parameters, { input: [input] });
			const requests = await service.sandbox.control.received();
			return { result, requests: recorded(requests, namesOf(ids)) };
		}

		it('has a case for every operation', () => {
			const names = new Set(service.cases({}).map(({ name }) => name));

			expect([...names].sort()).toEqual(service.operations);
		});

		it.each(titles)('%s goes over the wire as it always did', async (title) => {
			virtualTime();
			const { result, requests } = await run(title);

			expect(result.error?.message).toBeUndefined();
			expect(requests).toMatchSnapshot();
		});

		it.each(titles)('%s is sent again after a broken connection, or is not', async (title) => {
			virtualTime();
			const { requests: whole } = await run(title);
			const { requests } = await run(title, async () => {
				await service.sandbox.control.addFaults({ kind: 'resetAfter' });
			});

			expect(requests.length > whole.length ? 'sent again' : 'not sent again').toMatchSnapshot();
		});
	},
);
