/** Rejections that no code waited for, since the test file began. */
const unhandled: unknown[] = [];
const remember = (reason: unknown) => unhandled.push(reason);

beforeAll(() => {
	process.on('unhandledRejection', remember);
});

afterAll(() => {
	process.off('unhandledRejection', remember);
});

const PROTOTYPES = { Object, Array, Function, String, Promise, Map };

const namesOf = () =>
	Object.entries(PROTOTYPES).map(([name, { prototype }]) =>
		[name, ...Reflect.ownKeys(prototype).map(String)].join(),
	);

const before = namesOf().join();

/** What is wrong with the process that the code ran in; empty when nothing is. */
export function wrongSurroundings(): string[] {
	const wrong = unhandled
		.splice(0)
		.map((reason) => `a rejection that no code waits for: ${String(reason)}`);
	if (namesOf().join() !== before) wrong.push('a prototype has other members');
	if ('polluted' in {}) wrong.push('every object is polluted');
	return wrong;
}

/** Milliseconds after which a run hangs, on a machine that does much else, too. */
const HANG_MS = 60_000;

/** Rejects when the work does not end. */
export async function orHangs<Result>(work: Promise<Result>): Promise<Result> {
	const timer = AbortSignal.timeout(HANG_MS);
	let onTime = () => {};
	const late = new Promise<never>((_resolve, reject) => {
		onTime = () => reject(new Error(`The run did not end within ${HANG_MS} ms`));
		timer.addEventListener('abort', onTime);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		timer.removeEventListener('abort', onTime);
	}
}
