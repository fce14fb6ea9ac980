import { isKeyName, refuseOwnFields } from '../../nodes/Sety/call.ts';
import { calls } from '../../nodes/Sety/operations.ts';
import { parseOverrides } from '../../nodes/Sety/overrides.ts';

function check(key: string, extraFields: object, overridden: object = {}): void {
	const call = calls.find((one) => one.key === key);
	if (call === undefined) throw new Error(`There is no call ${key}.`);
	const overrides = parseOverrides(overridden, calls, 'https://intel-api.sety.io/v1/external');
	refuseOwnFields(call, { overrides }, { ...extraFields });
}

const USE_LIMIT = 'Use Limit or Return All.';
const USE_KEY = 'Use the field Idempotency Key.';

it.each<[string, string, object, string]>([
	['incident.getAll', 'page', {}, USE_LIMIT],
	['incident.getAll', 'limit', {}, USE_LIMIT],
	['incident.getAll', 'p', { rename: { page: 'p' } }, USE_LIMIT],
	['incident.create', 'idempotency_key', {}, USE_KEY],
	['incident.create', 'Idempotency-Key', {}, USE_KEY],
	['incident.create', 'ｉdempotencyKey', {}, USE_KEY],
])('%s refuses the Extra Field %s with the overrides %j', (key, field, override, instead) => {
	const overrides = { [key]: override };

	expect(() => check(key, { zone: 'north', [field]: 1 }, overrides)).toThrow(
		expect.objectContaining({
			message: `Extra Fields sets "${field}", which this operation sets itself`,
			howToGoOn: `Remove it from Extra Fields. ${instead}`,
		}) as Error,
	);
});

it.each<[string, string, object]>([
	['incident.getAll', 'zone', {}],
	['incident.getAll', 'page', { rename: { page: 'p' } }],
	['incident.getAll', 'Limit', {}],
	['incident.getAll', 'idempotency_key', {}],
	['incident.create', 'page', {}],
	['incident.create', 'key', {}],
])('%s takes the Extra Field %s with the overrides %j', (key, field, override) => {
	expect(() => check(key, { [field]: 1 }, { [key]: override })).not.toThrow();
});

it.each([
	['idempotency_key', true],
	['IDEMPOTENCY KEY', true],
	['idempotency', false],
	['my_idempotency_key', false],
])('%s names the idempotency key: %s', (name, is) => {
	expect(isKeyName(name)).toBe(is);
});
