import { triggerInput, triggerProperties } from '../../../nodes/Samsara/trigger/form.ts';
import { parseInput } from '../../../nodes/core/form/parseInput.ts';
import { picked } from '../picked.cts';

const parse = (filters: unknown) =>
	parseInput(
		triggerInput,
		{ triggerOn: ['safetyEventCreated'], filters, include: [], options: {} },
		triggerProperties,
	);

/** A filter that fits nothing would leave the trigger silent for good. */
it.each([
	[{ driverIds: picked("['5001','5002']") }, 'Driver is not a valid JSON list'],
	[{ driverIds: picked('{5001,5002}') }, 'Driver is an object in braces'],
	[{ assetIds: picked([2 ** 60]) }, 'Vehicle is a number too large to be exact'],
	[{ assetIds: picked('2.81475E+14') }, 'Vehicle is "2.81475E+14", a number that has lost digits'],
	[{ assetIds: picked('281,474,978,683,353') }, 'Vehicle may be one number with commas'],
	[{ tagIds: picked('"7"') }, 'Tag is "7", in quotation marks'],
	[{ tagIds: picked(['7', null]) }, 'Tag has no value at position 2 of 2'],
	[{ assignedCoaches: picked(true) }, 'Coach is true, where text is expected'],
	[{ behaviorLabels: ["['a','b']"] }, 'Behavior Labels'],
])('the filter %j is refused when the workflow is activated', (filters, message) => {
	expect(() => parse(filters)).toThrow(message);
});
