import { setMaxListeners } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { callOf } from './call.cts';
import { Clock, ServiceClock } from './clock.cts';
import { CONTROL_PATH, registerControl, type ClockedService, type Shared } from './control.cts';
import { sandboxControl, type SandboxControl } from './controlClient.cts';
import { exchange } from './exchange.cts';
import { FaultQueue } from './faults.cts';
import { startFileHost } from './fileHost.cts';
import { Recorder, type ReceivedRequest } from './recorder.cts';
import type { Service, Surroundings } from './service.cts';
import { accessAt, credentialsAt, serviceList, type SandboxCredentials } from './services.cts';
import type { Violation } from './contract.cts';

const LOOPBACK = '127.0.0.1';
const LARGEST_BODY = 10 * 1024 * 1024;
/** More than Node's own limit: a service has to be able to answer an address with thousands of ids. */
const LARGEST_HEADERS = 1024 * 1024;

export interface Sandbox {
	/** Such as `http://127.0.0.1:4010`. */
	readonly origin: string;
	/** What credentials for it hold, by their type. */
	readonly credentials: SandboxCredentials;
	/** Address and key of each service. */
	readonly access: ReturnType<typeof accessAt>;
	/** Names of the services, as faults and clocks take them. */
	readonly services: readonly string[];
	readonly control: SandboxControl;
	/** The next request that fits, at the moment when it comes in. Rejects with the reason of the signal. */
	nextRequest(
		fits: (request: ReceivedRequest) => boolean,
		signal: AbortSignal,
	): Promise<ReceivedRequest>;
	/** Ends all connections at once, also those kept alive. */
	close(): Promise<void>;
}

/** Starts a sandbox of its own on loopback; port 0 or none takes a free one. */
export async function startSandbox({ port = 0 }: { port?: number } = {}): Promise<Sandbox> {
	const shared = createShared();
	const closing = new AbortController();
	// As many requests as come may wait for their answers at once.
	setMaxListeners(0, closing.signal);
	const app = Fastify({
		forceCloseConnections: true,
		bodyLimit: LARGEST_BODY,
		http: { maxHeaderSize: LARGEST_HEADERS },
		routerOptions: { maxParamLength: 500 },
	});
	readBodiesAsText(app);
	answerErrorsBriefly(app);
	void app.register(
		(scope, _options, done) => {
			registerControl(scope, shared);
			done();
		},
		{ prefix: CONTROL_PATH },
	);
	for (const service of shared.services) mount(app, service, shared, closing.signal);
	recordStrays(app, shared);

	const origin = await app.listen({ host: LOOPBACK, port });
	const fileHost = await startFileHost(shared);
	shared.fileOrigin = fileHost.origin;
	return {
		origin,
		credentials: credentialsAt(origin),
		access: accessAt(origin),
		services: shared.services.map(({ service }) => service.name),
		control: sandboxControl(origin),
		nextRequest: async (fits, signal) => await shared.recorder.next(fits, signal),
		async close() {
			closing.abort();
			await Promise.all([app.close(), fileHost.close()]);
		},
	};
}

function createShared(): Shared & { fileOrigin: string } {
	const clock = new Clock();
	const violations: Violation[] = [];
	const withOwnClock = (create: (surroundings: Surroundings) => Service): ClockedService => {
		const ownClock = new ServiceClock(clock);
		const service = create({
			clock: ownClock,
			fileOrigin: () => shared.fileOrigin,
			reportViolation: (violation) => violations.push({ at: clock.iso(), ...violation }),
		});
		return { service, clock: ownClock };
	};
	const shared = {
		clock,
		violations,
		fileOrigin: '',
		faults: new FaultQueue(),
		recorder: new Recorder(),
		services: serviceList.flatMap(({ create }) => create.map(withOwnClock)),
	};
	return shared;
}

/** Every request to the service goes the same way: recorded, perhaps spoiled, answered. */
function mount(
	app: FastifyInstance,
	{ service, clock: ownClock }: ClockedService,
	{ clock, faults, recorder }: Shared,
	closing: AbortSignal,
): void {
	app.all(`${service.basePath}/*`, async (request, reply) => {
		const call = callOf(request, service.basePath);
		const entry = recorder.receive(call, service.name, clock.iso());
		const fault = faults.take(service, call);
		if (fault) entry.fault = fault.kind;
		const outcome = await exchange(service, call, { fault, now: () => ownClock.now(), closing });
		if (outcome.cut) return cutConnection(request, reply);
		entry.status = outcome.status;
		// Node would put in the time of this machine.
		reply.raw.sendDate = false;
		const date = { date: new Date(ownClock.now()).toUTCString() };
		const headers = { ...(ownClock.dateHeader ? date : {}), ...outcome.headers };
		void reply.code(outcome.status).headers(headers);
		if (outcome.dripMs === undefined) return reply.send(outcome.payload);
		return reply.send(Readable.from(drops(outcome.payload, outcome.dripMs, closing)));
	});
}

/** One byte after the other, until the caller goes or the sandbox closes. */
async function* drops(payload: string | Buffer, ms: number, closing: AbortSignal) {
	for (const byte of Buffer.from(payload)) {
		await sleep(ms, undefined, { signal: closing }).catch(() => undefined);
		if (closing.aborted) return;
		yield Buffer.of(byte);
	}
}

function cutConnection(request: FastifyRequest, reply: FastifyReply): FastifyReply {
	request.raw.socket.destroy();
	return reply.hijack();
}

/** What came to no service is recorded, too: a redirect that was followed can be seen there. */
function recordStrays(app: FastifyInstance, { clock, recorder }: Shared): void {
	app.setNotFoundHandler((request, reply) => {
		const entry = recorder.receive(callOf(request, ''), null, clock.iso());
		entry.status = 404;
		return reply.code(404).send({ code: 404, message: 'Not found' });
	});
}

function readBodiesAsText(app: FastifyInstance): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
}

function answerErrorsBriefly(app: FastifyInstance): void {
	app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
		const code = error.statusCode ?? 500;
		return reply.code(code).send({ code, message: error.message });
	});
}
