import {
	ApiFailure,
	InvalidInput,
	isOutage,
	NodeFault,
	nodeFaultOf,
} from '../../../nodes/core/failures/failures.ts';

it.each([
	[new InvalidInput('Note is empty', ''), 'InvalidInput'],
	[new NodeFault('Base URL is empty', ''), 'NodeFault'],
	[
		new ApiFailure('Sety refused it', '', { attempts: 1, certainlyWithoutEffect: true }),
		'ApiFailure',
	],
])('%s: a log names its kind', (failure, name) => {
	expect(failure.name).toBe(name);
});

it.each([
	[408, true],
	[425, true],
	[460, true],
	[499, true],
	[500, true],
	[503, true],
	[400, false],
	[404, false],
	[429, false],
	[498, false],
])('status %i is an outage: %s', (status, is) => {
	expect(isOutage(status)).toBe(is);
});

describe('nodeFaultOf', () => {
	const thrownBy = (work: () => unknown): unknown => {
		try {
			return work();
		} catch (reason) {
			return reason;
		}
	};

	it('gives what the work gives', () => {
		expect(nodeFaultOf(() => 7)).toBe(7);
	});

	it('makes a fault of the node of what is wrong with its own settings', () => {
		const fault = thrownBy(() =>
			nodeFaultOf(() => {
				throw new InvalidInput('Base URL is empty', 'Fill it in.');
			}),
		);

		expect(fault).toBeInstanceOf(NodeFault);
		expect(fault).toMatchObject({ message: 'Base URL is empty', howToGoOn: 'Fill it in.' });
	});

	it('leaves any other error as it is', () => {
		const reason = new TypeError('x is not a function');

		expect(
			thrownBy(() =>
				nodeFaultOf(() => {
					throw reason;
				}),
			),
		).toBe(reason);
	});
});
