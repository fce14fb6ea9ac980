import { triggerInput, triggerProperties } from '../../../nodes/Samsara/trigger/form.ts';
import { parseInput } from '../../../nodes/core/form/parseInput.ts';

const parse = (filters: unknown) =>
	parseInput(
		triggerInput,
		{ triggerOn: ['safetyEventCreated'], filters, include: [], options: {} },
		triggerProperties,
	);

/** A filter that fits nothing would leave the trigger silent for good. */
it.each([
	[{ driverIds: "['5001','5002']" }, 'Driver IDs is not a valid JSON list'],
	[{ driverIds: '{5001,5002}' }, 'Driver IDs is an object in braces'],
	[{ assetIds: [2 ** 60] }, 'Asset IDs is a number too large to be exact'],
	[{ assetIds: '2.81475E+14' }, 'Asset IDs is "2.81475E+14", a number that has lost digits'],
	[{ assetIds: '281,474,978,683,353' }, 'Asset IDs may be one number with commas'],
	[{ tagIds: '"7"' }, 'Tag IDs is "7", in quotation marks'],
	[{ tagIds: ['7', null] }, 'Tag IDs has no value at position 2 of 2'],
	[{ assignedCoaches: true }, 'Assigned Coach IDs is true, where text is expected'],
	[{ behaviorLabels: ["['a','b']"] }, 'Behavior Labels'],
])('the filter %j is refused when the workflow is activated', (filters, message) => {
	expect(() => parse(filters)).toThrow(message);
});
