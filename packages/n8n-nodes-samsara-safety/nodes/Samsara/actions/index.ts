import { get as getEvents } from './safetyEvent/get';
import { getAll } from './safetyEvent/getAll';
import { update } from './safetyEvent/update';
import { get as getScores } from './safetyScore/get';

/** Labels of the resources, in the order of the dropdown. */
export const resources = {
	safetyEvent: 'Safety Event',
	safetyScore: 'Safety Score',
} as const;

/** Every operation of the Samsara node. The first one of a resource is its default. */
export const operations = [update, getEvents, getAll, getScores];
