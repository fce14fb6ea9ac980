import { whyNotFetched } from '../../../nodes/core/http/fileAddress.ts';

const PUBLIC = [
	'https://samsara-driver-media-upload.s3.us-west-2.amazonaws.com/123456?X-Amz-Signature=1',
	'https://d111111abcdef8.cloudfront.net/a.mp4',
	'https://files.example.com:8443/a.mp4',
	'https://bücher.example/a.mp4',
	'https://10.example.com/a.mp4',
	'https://localhost.example.com/a.mp4',
	'https://files.example.com./a.mp4',
];

it.each(PUBLIC)('fetches %s', (link) => {
	expect(whyNotFetched(link, false)).toBeUndefined();
	expect(whyNotFetched(link, true)).toBeUndefined();
});

const HTTP = 'does not start with https';
const NUMBER = 'has an IP address in place of a host name';
const PRIVATE = 'leads into a private network';

const REFUSED: Array<[string, string]> = [
	['', 'is not a web address'],
	['/media/1.mp4', 'is not a web address'],
	['https://', 'is not a web address'],
	['https://999.999.999.999/a', 'is not a web address'],
	['http://files.example.com/a.mp4', HTTP],
	['file:///etc/passwd', HTTP],
	['data:video/mp4;base64,AAAA', HTTP],
	['ftp://files.example.com/a', HTTP],
	['https://token@files.example.com/a', 'contains a user name'],
	['https://user:password@files.example.com/a', 'contains a user name'],
	...[
		'127.0.0.1',
		'127.1',
		'0x7f.0.0.1',
		'0177.0.0.1',
		'2130706433',
		'0x7f000001',
		'017700000001',
		'127.0.0.1.',
		'①②⑦.0.0.1',
		'127%2e0.0.1',
		'0',
		'10.1.2.3',
		'172.16.0.1',
		'192.168.0.1',
		'169.254.169.254',
		'0xa9fea9fe',
		'100.64.0.1',
		'224.0.0.1',
		'255.255.255.255',
		'8.8.8.8',
		'[::1]',
		'[::]',
		'[::ffff:127.0.0.1]',
		'[::ffff:a9fe:a9fe]',
		'[fe80::1]',
		'[fd00:ec2::254]',
		'[64:ff9b::7f00:1]',
		'[2002:7f00:1::]',
		'[2606:4700::1111]',
	].map((host): [string, string] => [`https://${host}/a.mp4`, NUMBER]),
	...[
		'localhost',
		'LOCALHOST.',
		'files.localhost',
		'metadata',
		'metadata.google.internal',
		'nas.local',
		'router.home.arpa',
		'wiki.corp',
		'wiki.corp.',
		'ｌｏｃａｌｈｏｓｔ',
	].map((host): [string, string] => [`https://${host}/a.mp4`, PRIVATE]),
];

it.each(REFUSED)('does not fetch %s', (link, why) => {
	expect(whyNotFetched(link, false)).toBe(why);
});

it.each(['http://127.0.0.1:4011/a', 'http://localhost:4011/a', 'https://[::1]/a'])(
	'fetches %s from a service on this machine only',
	(link) => {
		expect(whyNotFetched(link, true)).toBeUndefined();
		expect(whyNotFetched(link, false)).toBeDefined();
	},
);

it.each(['http://10.0.0.5/a', 'https://169.254.169.254/a', 'file://localhost/etc/passwd'])(
	'does not fetch %s even from there',
	(link) => {
		expect(whyNotFetched(link, true)).toBeDefined();
	},
);
