import { getPeriod } from './period/get.operation';
import { createReport } from './report/create.operation';

/** Labels of the resources, in the order of the dropdown. */
export const resources = {
	report: 'Report',
	period: 'Period',
} as const;

/** Every operation of the Safety Report node. */
export const operations = [createReport, getPeriod];
