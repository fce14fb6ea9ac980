import { asBoolean, holdsRecord, saysFailure, saysSuccess } from '../../nodes/Sety/success.ts';

const isRecord = (part: unknown) =>
	typeof part === 'object' && part !== null && 'incident_id' in part;
const record = { incident_id: 'inc_1' };

describe('an answer that says that the call failed', () => {
	it.each<[unknown, boolean, boolean]>([
		// What Sety answers, whether that denies a read, and whether it denies a write.
		[{ success: false }, true, true],
		[{ ok: 0 }, true, true],
		[{ is_success: 'No' }, true, true],
		[{ succeeded: true }, false, false],
		[{ success: null }, false, false],
		[{ data: { successful: 'false' } }, true, true],
		[{ result: { success: 'false' } }, true, true],
		[{ response: { success: 'false' } }, true, true],
		[{ answer: { success: 'false' } }, false, false],
		[{ errors: ['Not allowed'] }, true, true],
		[{ errors: [] }, false, false],
		[{ fault: 'Not allowed' }, true, true],
		[{ exception: { name: 'Boom' } }, true, true],
		[{ error_message: ' ' }, false, false],
		[{ errorCode: 'no' }, false, false],
		[{ errorCode: 0 }, false, false],
		[{ errorCode: 7 }, true, true],
		[{ exception: true }, true, true],
		[{ exception: false }, false, false],
		[{ code: 399 }, false, false],
		[{ code: 400 }, true, true],
		[{ statusCode: '404' }, true, true],
		[{ http_status: 599 }, true, true],
		[{ code: 600 }, true, true],
		[{ status: 'failed' }, true, true],
		[{ state: 'Not Found' }, true, true],
		[{ result: 'denied' }, true, true],
		[{ outcome: 'delayed' }, false, false],
		[{ outcome: 'timeout' }, true, true],
		[{ status: 'created' }, false, false],
		[{ status: null, state: { name: 'failed' } }, false, false],
		// A record may have an old fault, a code and a status of its own.
		[{ ...record, errors: ['Not allowed'] }, true, true],
		[{ ...record, error_message: 'No responder' }, false, true],
		[{ ...record, errors: [], exception: null }, false, false],
		[{ ...record, code: 599 }, true, true],
		[{ ...record, code: 482_913 }, false, false],
		[{ ...record, status: 'error' }, false, true],
		[{ ...record, status: 'Failure' }, false, true],
		[{ ...record, status: 'failed' }, false, false],
		[{ ...record, status: 7, state: 'error' }, false, false],
		[{ ...record, status: { name: 'error' } }, false, false],
		[{ data: { ...record, status: 'failed' } }, false, false],
		[{}, false, false],
		[[{ success: false }], false, false],
		['failed', false, false],
		[null, false, false],
	])('%j: of a read %s, of a write %s', (body, deniesRead, deniesWrite) => {
		expect(saysFailure(body, isRecord)).toBe(deniesRead);
		expect(saysFailure(body, isRecord, true)).toBe(deniesWrite);
	});
});

describe('an answer without the record that says that the call succeeded', () => {
	it.each<[unknown, boolean]>([
		[{ success: true }, true],
		[{ Is_Successful: 'yes' }, true],
		[{ ok: 1 }, true],
		[{ status: 'success' }, true],
		[{ status: 'ok' }, false],
		[{ success: 'perhaps' }, false],
		[{ ok: false, message: 'yes' }, false],
		[{ message: true }, false],
		[{}, false],
		['success', false],
		[null, false],
	])('%j: %s', (body, succeeded) => {
		expect(saysSuccess(body)).toBe(succeeded);
	});
});

describe('whether an answer holds a record', () => {
	it.each<[Record<string, unknown>, boolean]>([
		[{ visitor_name: 'Ada' }, true],
		[{ visitor_name: null }, false],
		[{ id: 7 }, true],
		[{ _id: '65f' }, true],
		[{ log_id: 'log_1' }, true],
		[{ logId: 'log_1' }, true],
		[{ logId: null }, false],
		[{ request_id: 'req_1' }, false],
		[{ traceId: 'req_1' }, false],
		[{ reqId: 'req_1', message: 'Not allowed' }, false],
		[{ prerequest_id: 'x' }, true],
		[{ request_id_of: 'x' }, false],
		[{ id_card: 'x' }, false],
		[{ paid: true }, false],
		[{ message: 'Done' }, false],
		[{}, false],
	])('%j: %s', (answer, holds) => {
		expect(holdsRecord(answer, ['visitor_name'])).toBe(holds);
	});
});

describe('yes or no', () => {
	it.each<[boolean | undefined, unknown[]]>([
		[true, [true, 1, 'true', '1', 'yes', ' YES ', 'True']],
		[false, [false, 0, 'false', '0', 'no', ' No ', 'FALSE']],
		[undefined, [undefined, null, '', 'maybe', 2, {}, []]],
	])('%s', (meant, values) => {
		expect(values.map(asBoolean)).toEqual(values.map(() => meant));
	});
});
