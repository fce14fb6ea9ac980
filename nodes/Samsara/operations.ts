import { directoryCalls } from './directory/lists';
import { downloadMedia } from './safetyEvent/downloadMedia.operation';
import { get as getEvents } from './safetyEvent/get.operation';
import { getAll } from './safetyEvent/getAll.operation';
import { update } from './safetyEvent/update.operation';
import { get as getScores } from './safetyScore/get.operation';

/** Labels of the resources, in the order of the dropdown. */
export const resources = {
	safetyEvent: 'Safety Event',
	safetyScore: 'Safety Score',
} as const;

/** Every operation of the Samsara node. A new node opens on the first one; the first one of each resource is its default. */
export const operations = [getAll, getEvents, downloadMedia, update, getScores];

/** Every call of Samsara. */
export const calls = [...operations.map(({ call }) => call), ...directoryCalls];
