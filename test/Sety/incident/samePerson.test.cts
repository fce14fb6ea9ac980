import { isSamePerson } from '../../../nodes/Sety/incident/samePerson.ts';

it.each([
	['the same phone in another form', { phone: '+234 801 234 5678' }, { phone: '+2348012345678' }],
	['international with 00', { phone: '002348012345678' }, { phone: '+2348012345678' }],
	['a zero in brackets', { phone: '+234 (0) 801 234 5678' }, { phone: '+2348012345678' }],
	['national', { phone: '0801 234 5678' }, { phone: '+2348012345678' }],
	['case and blanks', { name: ' amaka  OBI ' }, { name: 'Amaka Obi' }],
	['the case of an address', { email: 'Amaka@Example.com' }, { email: 'amaka@example.com' }],
	[
		'one thing that tells is enough',
		{ phone: '1', email: 'a@b.c' },
		{ phone: '2', email: 'a@b.c' },
	],
	[
		'a reference decides',
		{ reference: 'T-1', phone: '5550001' },
		{ reference: 'T-1', phone: '5559999' },
	],
	['nothing to compare', { phone: '5550001' }, { name: 'Amaka Obi' }],
	['a masked phone', { phone: '+2348012345678' }, { phone: '+23480*****78' }],
	[
		'a masked phone and the same name',
		{ name: 'Amaka', phone: '1234567' },
		{ name: 'amaka', phone: '•••' },
	],
	['a masked name', { name: 'Amaka Obi' }, { name: 'A*** O**' }],
	['a masked address', { email: 'amaka@example.com' }, { email: 'a***@e***.com' }],
	[
		'a masked reference and the same phone',
		{ reference: 'T-1', phone: '5550001' },
		{ reference: '[hidden]', phone: '5550001' },
	],
	['a hidden name', { name: 'Amaka Obi' }, { name: '(hidden)' }],
	['letters as a mask', { phone: '+2348012345678' }, { phone: '+234 80XX XXX X78' }],
	['what was sent masked', { name: 'A***' }, { name: 'Olu Babs' }],
	['a number', { phone: 2348012345678 }, { phone: '+2348012345678' }],
	['text alone is a name', 'Amaka Obi', { name: 'amaka obi' }],
	['no subject at all', { name: 'Amaka Obi' }, undefined],
	['a subject that is neither words nor a record', { name: 'Amaka Obi' }, 7],
	['a blank name', { name: 'Amaka Obi' }, { name: '  ' }],
	['a name in parts', { name: 'Amaka Obi' }, { name: { first: 'Olu', last: 'Babs' } }],
	['a number without a value', { phone: '5550001' }, { phone: Number('1e999') }],
])('the same person: %s', (_what, asked, existing) => {
	expect(isSamePerson(asked, existing)).toBe(true);
});

it.each([
	[
		'another number under a masked name',
		{ name: 'A*', phone: '5550001' },
		{ name: 'A*', phone: '5550002' },
	],
	['references with signs', { reference: 'TRIP_1#2' }, { reference: 'TRIP_1#3' }],
	['text alone', 'Amaka Obi', 'Olu Babs'],
	['another name', { name: 'Amaka Obi' }, { name: 'Olu Babs' }],
	[
		'a name in common, but another phone',
		{ name: 'Driver', phone: '5550001' },
		{ name: 'Driver', phone: '5550002' },
	],
	[
		'another reference, whatever else',
		{ reference: 'T-1', phone: '5550001' },
		{ reference: 'T-2', phone: '5550001' },
	],
	['another number, not as text', { reference: 44821 }, { reference: 44822 }],
	['short numbers are compared as they are', { phone: '112' }, { phone: '12' }],
	['another address', { name: 'Driver', email: 'a@b.c' }, { name: 'Driver', email: 'd@b.c' }],
])('another person: %s', (_what, asked, existing) => {
	expect(isSamePerson(asked, existing)).toBe(false);
});
