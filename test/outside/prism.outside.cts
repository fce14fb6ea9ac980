import { join } from 'node:path';
import type { SandboxCredentials } from '../../sandbox/services.cts';
import {
	everyService,
	titleOf,
	type OperationCase,
	type TestedService,
} from '../cases/everyService.cts';
import { mock, proxy, type Prism } from './prism.cts';

const contractOf = (service: string): string =>
	join(__dirname, `../../sandbox/openapi/${service.toLowerCase()}.yaml`);

const upstreamOf = ({ name, sandbox }: TestedService): string => {
	const type = `${name[0]?.toLowerCase()}${name.slice(1)}Api`;
	return sandbox.credentials[type as keyof SandboxCredentials].baseUrl;
};

/**
 * Prism as the server answers with the examples of the file, whatever was sent. The nodes take no answer about another
 * record than theirs, so these operations say so.
 */
const ABOUT_ANOTHER: Readonly<Record<string, RegExp>> = {
	'incident.create': /^Idempotency Key "trip-1" was already used for another person/,
	'incident.get': /without incident inc_\w+, but with inc_a1b2c3d4e5f6g7h8/,
	'incident.cancel': /without incident inc_\w+, but with inc_a1b2c3d4e5f6g7h8/,
	'incident.addNote': /without incident inc_\w+, but with inc_a1b2c3d4e5f6g7h8/,
	'accessLog.checkOut': /without access log log_\w+, but with string/,
	'safetyEvent.update': /did not acknowledge this safety event/,
	'safetyEvent.get': /^Samsara returned no safety event/,
	'event.send (from JSON, queued)': /without queued_events: 1:/,
	'event.sendBatch': /without an event id for each of the 2 events/,
	'dataObject.getStatus': /without the namespace that was sent \(listings\)/,
	'deletionRequest.create': /without the external_request_id that was sent \(request_1\)/,
};
/** A change never shows there, and its clips are on a host that does not exist. */
const NEEDS_STATE = ['safetyEvent.update (confirmed)', 'safetyEvent.downloadMedia'];

for (const service of everyService()) {
	const titles = service.cases({}).map(titleOf);
	let ids: Record<string, string>;
	let prism: Prism;

	const run = async (title: string) => {
		const chosen = service.cases(ids)[titles.indexOf(title)] as OperationCase;
		const { name, parameters, input } = chosen;
		return await service.run(name, parameters, {
			...(input && { input: [input] }),
			credential: { baseUrl: prism.url },
		});
	};

	beforeEach(async () => {
		ids = await service.prepare();
	});

	describe(`${service.name}: Prism between the node and the sandbox`, () => {
		beforeAll(async () => {
			prism = await proxy(contractOf(service.name), upstreamOf(service));
		});
		afterAll(async () => await prism.close());

		it.each(titles)('%s', async (title) => {
			const { error, status } = await run(title);

			expect(error?.message).toBeUndefined();
			expect(status).toBe('success');
		});

		// Otherwise the tests above would pass with any rules.
		it('a request that breaks the contract is refused', async () => {
			const answer = await fetch(`${prism.url}/nowhere`);

			expect(answer.ok).toBe(false);
			expect(await answer.text()).toContain('stoplight.io/prism/errors');
		});
	});

	describe(`${service.name}: Prism as the server`, () => {
		beforeAll(async () => {
			prism = await mock(contractOf(service.name));
		});
		afterAll(async () => await prism.close());

		it.each(titles.filter((title) => !NEEDS_STATE.includes(title)))('%s', async (title) => {
			const { error, status } = await run(title);

			const refusal = ABOUT_ANOTHER[title];
			if (refusal === undefined) expect(error?.message).toBeUndefined();
			else expect(error?.message).toMatch(refusal);
			expect(status).toBe(refusal === undefined ? 'success' : 'error');
		});
	});
}
