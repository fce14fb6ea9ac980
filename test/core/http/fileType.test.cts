import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { fileTypeOf, isPage, typeTold } from '../../../nodes/core/http/fileType.ts';

const file = (name: string) =>
	readFileSync(join(__dirname, '../../../sandbox/samsara/media', name));

it.each([
	[undefined, undefined],
	['', undefined],
	['application/octet-stream', undefined],
	['binary/octet-stream', undefined],
	['Video/MP4; codecs="avc1"', 'video/mp4'],
	['image/jpeg', 'image/jpeg'],
])('Content-Type %j tells %j', (contentType, told) => {
	expect(typeTold(contentType)).toBe(told);
});

it.each([
	['road.mp4', undefined, 'video/mp4', 'mp4'],
	['road.jpg', undefined, 'image/jpeg', 'jpg'],
	['road.jpg', 'video/mp4', 'video/mp4', 'mp4'],
	['road.mp4', 'video/x-new', 'video/x-new', 'bin'],
])('%s with %j is %s', (name, told, mimeType, extension) => {
	expect(fileTypeOf(told, file(name))).toEqual({ mimeType, extension });
});

it.each(['', 'ft', 'abcdftyp'.slice(0, 6), '\x89PN', 'plain'])('%j is of no known type', (text) => {
	expect(fileTypeOf(undefined, Buffer.from(text, 'latin1'))).toEqual({
		mimeType: 'application/octet-stream',
		extension: 'bin',
	});
});

it.each(['text/html', 'application/xml', 'application/xhtml+xml', 'application/json'])(
	'%s is a page',
	(mimeType) => {
		expect(isPage(mimeType)).toBe(true);
	},
);

it.each(['video/mp4', 'image/jpeg', 'application/octet-stream'])('%s is none', (mimeType) => {
	expect(isPage(mimeType)).toBe(false);
});
