import { collection, field, sentFields } from '../../../nodes/core/form/field.ts';
import { refuse } from '../../../nodes/core/form/refusal.ts';
import { id, optional, text } from '../../../nodes/core/form/schemas.ts';

const property = <const Name extends string>(displayName: Name) => ({
	...{ displayName, name: displayName, type: 'string' as const, default: '' },
});

const note = field(property('note'), optional(text), { sendAs: 'text', neverMappedEmpty: true });
const key = field(property('key'), optional(id), { isId: true });
const more = { ...property('more'), type: 'collection' as const, default: {} };
const members = [note, key] as const;

describe('a collection of fields', () => {
	it('shows its members in the editor', () => {
		expect(collection(more, members).property).toEqual({
			...more,
			options: [note.property, key.property],
		});
	});

	it('knows where the values of its members are', () => {
		expect(collection(more, members)).toMatchObject({
			variants: [],
			sends: [{ path: ['more', 'note'], as: 'text' }],
			ids: ['more.key'],
			neverMappedEmpty: ['more.note'],
		});
	});

	it('can refuse an empty expression as a whole', () => {
		const whole = collection(more, members, { neverMappedEmpty: true });
		expect(whole.neverMappedEmpty).toEqual(['more']);
	});

	it('reads its members by their own schemas, and may be left out', () => {
		const { schema } = collection(more, members);
		expect(schema.parse({ note: ' a ', key: 7 })).toEqual({ note: 'a', key: '7' });
		expect(schema.parse(undefined)).toEqual({});
		expect(schema.safeParse({ key: true }).success).toBe(false);
	});

	it('refuses combinations of members', () => {
		const { schema } = collection(more, members, {
			rules(values, context) {
				if (values.note === values.key) refuse(context, 'is given twice', 'Give one.', ['key']);
			},
		});
		expect(schema.safeParse({ note: 'a', key: 'b' }).success).toBe(true);
		expect(schema.safeParse({ note: 'a', key: 'a' }).error?.issues[0]).toMatchObject({
			message: 'is given twice',
			path: ['key'],
		});
	});

	it('sends the values of its members under their names in the request', () => {
		const fields = [collection(more, members), property('notice')];
		expect(sentFields(fields, { more: { note: 'a', key: 'b' } })).toEqual({ text: 'a' });
		expect(sentFields(fields, { more: undefined })).toEqual({ text: undefined });
	});
});
