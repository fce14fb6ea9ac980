import { everyService, titleOf } from '../cases/everyService.cts';
import type { OperationCase } from '../cases/everyService.cts';
import type { Cell, CellResult } from './cell.cts';
import { runCell } from './cell.cts';
import { hostileFaults } from './faults.cts';
import { isFullForm, SEED } from './form.cts';
import { writeSection } from './readme.cts';

/** `npm run test:hostile` looks at every cell, `npm test` at one of this many. */
const LIGHT_PART = 110;

/** The cells of one case: all of them, or other ones for each case. */
function cellsOf(caseIndex: number): Cell[] {
	const all = hostileFaults.flatMap((fault, index): Cell[] => {
		const modes: Cell[] = [
			{ fault, onError: 'stopWorkflow' },
			{ fault, onError: 'continueRegularOutput' },
			{ fault, onError: 'continueErrorOutput', twoItems: true },
		];
		const turn = (index + caseIndex) % modes.length;
		const chosen = fault.rotates === true ? modes.filter((_mode, mode) => mode === turn) : modes;
		const once: Cell = { fault, onError: 'stopWorkflow', once: true };
		const isTried = fault.recovers !== undefined && (fault.rotates !== true || turn === 0);
		return [...chosen, ...(isTried ? [once] : [])];
	});
	if (isFullForm) return all;
	return all.filter((_cell, index) => (index + caseIndex * 5 + SEED) % LIGHT_PART === 0);
}

/** What happens to a service's requests: operation × fault × On Error. */
export function describeFaultMatrix(name: string): void {
	describe(name, () => {
		const [service] = everyService(name);
		if (service === undefined) throw new Error(`No service ${name}`);
		const titles = service.cases({}).map(titleOf);
		const rows: string[] = [];

		it.each(titles)('%s survives what happens to its requests', async (title) => {
			const index = titles.indexOf(title);
			const chooseCase = async (): Promise<OperationCase> =>
				service.cases(await service.prepare())[index] as OperationCase;
			let chosen = await chooseCase();
			const isWrite = service.effectOf(chosen.name) !== 'read';
			const results: CellResult[] = [];
			const found: Record<string, string[]> = {};
			for (const cell of cellsOf(index)) {
				// What recovers has to find the record as it was.
				if (cell.once === true && isWrite) {
					await service.sandbox.control.reset();
					chosen = await chooseCase();
				}
				const result = await runCell(service, chosen, cell);
				results.push(result);
				const { fault, onError, once } = cell;
				const key = `${fault.title}, ${onError}${once === true ? ', once' : ''}`;
				if (result.wrong.length > 0) found[key] = result.wrong;
			}
			await service.sandbox.control.clearFaults();

			expect(found).toEqual({});
			rows.push(rowOf(title, service.effectOf(chosen.name), results));
		});

		afterAll(() => {
			if (rows.length === titles.length) writeSection(`faults of ${name}`, tableOf(rows));
		});
	});
}

const tableOf = (rows: readonly string[]) =>
	[
		'| Operation | Effect | Cells | Ended well | Ended with a message | Most requests |',
		'| --- | --- | ---: | ---: | ---: | ---: |',
		...rows,
	].join('\n');

function rowOf(title: string, effect: string, results: readonly CellResult[]): string {
	const failed = results.filter((result) => result.failed).length;
	const most = Math.max(...results.map(({ requests }) => requests));
	const cells = [results.length, results.length - failed, failed, most];
	return `| ${[title, EFFECTS[effect], ...cells].join(' | ')} |`;
}

const EFFECTS: Readonly<Record<string, string>> = {
	read: 'read',
	safeWrite: 'safe write',
	unsafeWrite: 'unsafe write',
};
