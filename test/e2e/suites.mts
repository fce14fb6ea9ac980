import { inCheckout } from '../../harness/checkout.mts';
import { CHROMIUM, POSTGRES, REDIS, type Program } from './programs.mts';

/** A part of the proof in the real thing that can be run on its own. */
export interface Suite {
	name: string;
	/** What it shows, for --help. */
	shows: string;
	/** Of node:test: what proves the suite's own judgement first, then the suite. */
	files: readonly string[];
	needs: readonly Program[];
	/**
	 * What it does most of the time, if it is not to look at things: `measures` counts and times what n8n does with much at once,
	 * so nothing busy may run beside it; `waits` is for the next poll, and leaves the processors to others.
	 */
	mostly?: 'measures' | 'waits';
	/** Whether it runs only by its name, because it takes long. */
	byName?: true;
}

/** What takes long comes first: a lane that is free takes the next one. */
export const suites: readonly Suite[] = [
	{
		name: 'editor',
		shows:
			'a person finds, connects, runs and reads the nodes in the editor, in both themes, and builds the recipes',
		files: [
			inCheckout('test', 'e2e', 'editor', 'editor.e2e.mts'),
			inCheckout('test', 'e2e', 'editor', 'recipes', 'recipes.e2e.mts'),
		],
		needs: [CHROMIUM],
	},
	{
		name: 'examples',
		shows: 'every workflow of examples/ meets its expectations',
		files: [inCheckout('test', 'e2e', 'examples', 'examples.e2e.mts')],
		needs: [CHROMIUM],
	},
	{
		name: 'start',
		shows: 'npm start -- --run: every example comes out as expected, without a browser',
		files: [inCheckout('test', 'e2e', 'start', 'start.e2e.mts')],
		needs: [],
	},
	{
		name: 'report',
		shows: 'pages and e-mails of the Safety Report are accessible, fit a phone and print on A4',
		files: [inCheckout('test', 'e2e', 'report', 'report.e2e.mts')],
		needs: [CHROMIUM],
	},
	{
		name: 'package',
		shows: 'n8n loads all that the tarballs hold, and its own scan finds nothing in them',
		files: [inCheckout('test', 'e2e', 'package', 'package.e2e.mts')],
		needs: [],
	},
	{
		name: 'killed',
		shows: 'triggers lose nothing when n8n is killed while they poll',
		files: [
			inCheckout('test', 'e2e', 'killed', 'losses.test.mts'),
			inCheckout('test', 'e2e', 'killed', 'kills.test.mts'),
			inCheckout('test', 'e2e', 'killed', 'killed.e2e.mts'),
		],
		needs: [],
		mostly: 'waits',
	},
	{
		name: 'gap',
		shows:
			'what is lost when n8n dies between saving the state of a trigger and storing what it found',
		files: [inCheckout('test', 'e2e', 'killed', 'gap.e2e.mts')],
		needs: [],
		mostly: 'waits',
	},
	{
		name: 'heavy',
		shows:
			'what n8n does under heavy use: webhooks, pollers, retries and stops leave nothing wrong',
		files: [inCheckout('test', 'e2e', 'heavy', 'heavy.e2e.mts')],
		needs: [],
		mostly: 'measures',
	},
	{
		name: 'queue',
		shows: 'queue mode: triggers fire once, and no emergency is lost or doubled when a worker dies',
		files: [
			inCheckout('test', 'e2e', 'queue', 'account.test.mts'),
			inCheckout('test', 'e2e', 'queue', 'queue.e2e.mts'),
		],
		needs: [REDIS, POSTGRES],
		mostly: 'waits',
	},
	{
		name: 'install',
		shows: 'n8n installs the package that its environment names, in queue mode on every program',
		files: [
			inCheckout('test', 'e2e', 'install', 'platforms.test.mts'),
			inCheckout('test', 'e2e', 'install', 'install.e2e.mts'),
		],
		needs: [REDIS, POSTGRES],
	},
	{
		name: 'interop',
		shows: 'MCP clients use the nodes as tools, and HTTP Request uses the credentials',
		files: [inCheckout('test', 'e2e', 'interop', 'interop.e2e.mts')],
		needs: [],
	},
	{
		name: 'doorbell',
		shows:
			'the Sety Webhook Trigger starts workflows at once, forged deliveries start none, and kills lose none',
		files: [
			inCheckout('test', 'e2e', 'doorbell', 'doorbell.e2e.mts'),
			inCheckout('test', 'e2e', 'doorbell', 'once.e2e.mts'),
		],
		needs: [],
		mostly: 'measures',
	},
	{
		name: 'soak',
		shows: 'queue mode under a steady load: no memory and no handle is kept, no record is lost',
		files: [
			inCheckout('test', 'e2e', 'soak', 'judge.test.mts'),
			inCheckout('test', 'e2e', 'soak', 'soak.e2e.mts'),
		],
		needs: [REDIS, POSTGRES],
		byName: true,
	},
];
