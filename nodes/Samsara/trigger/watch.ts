import type { IPollFunctions } from 'n8n-workflow';

import { parseInput } from '../../core/form/parseInput';
import type { JsonRecord } from '../../core/json';
import type { CallSettings } from '../../core/run/settings';
import type { Watch } from '../../core/polling/pollNode';
import { readTriggerForm } from '../../core/polling/triggerForm';
import type { PollEvent } from '../../core/polling/source';
import { withChildTags } from '../safetyEvent/childTags';
import { readServerTime, readStreamPage } from '../safetyEvent/safetyEvent';
import type { SamsaraClient } from '../service';
import { connectSamsara } from '../service';
import { eventStream, timeIn, toEvent } from './eventStream';
import { sampleFilters, isWanted } from './filters';
import type { TriggerForm } from './form';
import { triggerInput, triggerProperties } from './form';

/** Samples of each kind of event. */
const SAMPLES = 3;
/** How far back a sample goes. */
const SAMPLE_DAYS = 7;

/** What the Samsara Trigger watches. Throws InvalidInput for a form or a credential that cannot work. */
export async function samsaraWatch(
	context: IPollFunctions,
	settings: CallSettings,
): Promise<Watch> {
	const read = parseInput(
		triggerInput,
		readTriggerForm(context, triggerProperties),
		triggerProperties,
	);
	const connect = connectSamsara(context, context.getNodeParameter('authentication'));
	const client = (await connect(0)).clientFor(settings);
	const warn = (text: string) => context.logger.warn(`${context.getNode().name}: ${text}`);
	const filters = await withChildTags(client, read.filters, warn);
	const form = { ...read, filters };
	const stream = {
		account: client.account.baseUrl,
		readStreamPage: async (query: JsonRecord) => await readStreamPage(client, query),
		readServerTime: async () => await readServerTime(client),
	};
	return {
		sources: form.triggerOn.map((event) => eventStream(stream, event, form)),
		most: form.options.maxItems,
		sample: async () => await sampleEvents(client, form),
		noSample: {
			message: `No safety event of the last ${SAMPLE_DAYS} days on Samsara's first page matches the filters`,
			howToGoOn: 'Remove a filter, or use the sandbox described in the README, and fetch again.',
		},
	};
}

/** Present events in the form that the trigger emits, for Fetch Test Event. Reads one page. */
async function sampleEvents(client: SamsaraClient, form: TriggerForm): Promise<PollEvent[]> {
	const startTime = new Date(client.clock.now() - SAMPLE_DAYS * 86_400_000).toISOString();
	const query = { startTime, ...sampleFilters(form.filters), ...form.include };
	const { events } = await readStreamPage(client, query);
	const wanted = events.filter((event) => isWanted(event, form.filters)).slice(0, SAMPLES);
	return form.triggerOn.flatMap((event) =>
		wanted.map((item) => toEvent(event, form)({ item, time: timeIn(item, event) })),
	);
}
