import { Listr, PRESET_TIMER } from 'listr2';

export interface Progress {
	/** Shows one line below the title; in a log, where lines stay, only one now and then. */
	show(line: string): void;
	/** Replaces the title, for saying what came out. */
	title(text: string): void;
}

const SECOND_MS = 1_000;
const LOG_LINE_EVERY_MS = 15 * SECOND_MS;

/**
 * One visible step. Steps are separate lists so that each can hand a typed result to the next; a list's shared
 * context could be empty as far as the compiler knows.
 */
export async function step<T>(title: string, work: (progress: Progress) => Promise<T>): Promise<T> {
	const outcomes: Array<{ value: T } | { error: unknown }> = [];
	const list = new Listr(
		[
			{
				title,
				task: async (_context, task) => {
					const show = paced((line) => (task.output = line));
					try {
						const value = await work({ show, title: (text) => (task.title = text) });
						outcomes.push({ value });
					} catch (error) {
						outcomes.push({ error });
						throw new Error(firstLine(error)); // the list shows it; the whole of it is thrown below
					}
				},
			},
		],
		{
			// It would end the process at once on Ctrl-C, with n8n still running.
			registerSignalListeners: false,
			renderer: 'default',
			rendererOptions: { timer: PRESET_TIMER, showErrorMessage: false, collapseSkips: false },
			fallbackRenderer: 'simple',
			fallbackRendererOptions: { timer: PRESET_TIMER },
		},
	);
	await list.run().catch(() => undefined);
	const [outcome] = outcomes;
	if (outcome === undefined) throw new Error(`The step "${title}" has not run.`);
	if ('error' in outcome) throw outcome.error;
	return outcome.value;
}

/** In a terminal a line replaces the one before; in a log, where it stays, one now and then is enough. */
function paced(show: (line: string) => void): (line: string) => void {
	const pause = process.stdout.isTTY ? 0 : LOG_LINE_EVERY_MS;
	let shownAt = Date.now();
	return (line) => {
		if (Date.now() - shownAt < pause) return;
		shownAt = Date.now();
		show(line);
	};
}

const firstLine = (error: unknown): string =>
	(error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';

/** "42 s" since `since`. */
export const elapsed = (since: number): string =>
	`${Math.round((Date.now() - since) / SECOND_MS)} s`;
