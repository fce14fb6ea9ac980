import { readPath } from '../../../nodes/core/run/jsonPath.ts';

const bare = Object.assign(Object.create(null) as object, { id: 7 });
class Trip {
	readonly id = 7;
}

it.each<[string, unknown, string[], unknown]>([
	['a field', { id: 7 }, ['id'], 7],
	['a field in a field', { trip: { id: 7 } }, ['trip', 'id'], 7],
	['a field of an object without a prototype', { trip: bare }, ['trip', 'id'], 7],
	['no step', { id: 7 }, [], { id: 7 }],
	['a missing field', {}, ['id'], undefined],
	['a field of a missing one', {}, ['trip', 'id'], undefined],
	['a field of null', { trip: null }, ['trip', 'id'], undefined],
	['null', { id: null }, ['id'], null],
	['a member that every object inherits', {}, ['toString'], undefined],
])('reads %s', (_what, json, path, value) => {
	expect(readPath(json, path)).toEqual({ value });
});

it.each<[string, unknown]>([
	['a text', 'abc'],
	['a number', 7],
	['a list', [1]],
	['a date', new Date(0)],
	['an object of a class', new Trip()],
	['a function', () => 7],
])('leaves the members of %s to n8n', (_what, trip) => {
	expect(readPath({ trip }, ['trip', 'id'])).toBeUndefined();
});
