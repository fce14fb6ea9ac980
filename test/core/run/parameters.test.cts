import type { INodeProperties } from 'n8n-workflow';

import { fillNotGiven } from '../../../nodes/core/run/parameters.ts';

const text = (name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	...{ displayName: name, name, type: 'string', default: '' },
	...more,
});

const properties: INodeProperties[] = [
	text('needed', { required: true, default: 'preset' }),
	text('limit', { type: 'number', default: 50 }),
	text('include', { type: 'multiOptions', default: ['asset'] }),
	text('incident', { type: 'resourceLocator', default: { mode: 'list', value: '' } }),
	text('filters', {
		type: 'collection',
		default: {},
		options: [text('status'), text('from', { type: 'dateTime' })],
	}),
	text('content', {
		type: 'fixedCollection',
		default: {},
		options: [{ displayName: 'Part', name: 'parts', values: [text('key'), text('text')] }],
	}),
];

it.each([
	[{ needed: 'a' }, { needed: 'a' }],
	[{ needed: 'null' }, { needed: '' }],
	[{ needed: ' NULL ' }, { needed: '' }],
	[{ needed: 'nullable' }, { needed: 'nullable' }],
	[{ limit: '' }, { limit: 50 }],
	[{ limit: null }, { limit: 50 }],
	[{ limit: 'null' }, { limit: 50 }],
	[{ limit: '7' }, { limit: '7' }],
	[{ limit: 0 }, { limit: 0 }],
	[{ include: '' }, { include: ['asset'] }],
	[{ include: [] }, { include: [] }],
	[{ incident: 'null' }, { incident: '' }],
	[{ filters: null }, { filters: {} }],
	[{ filters: { status: 'null', from: '' } }, { filters: {} }],
	[{ filters: { status: 'created', from: null } }, { filters: { status: 'created' } }],
	[
		{ content: { parts: [{ key: 'null', text: 'Hello' }, { text: 'a' }] } },
		{ content: { parts: [{ text: 'Hello' }, { text: 'a' }] } },
	],
	[{}, {}],
])('%j becomes %j', (raw, given) => {
	expect(fillNotGiven(raw, properties)).toEqual(given);
});
