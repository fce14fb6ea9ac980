import type { Region } from './region.cts';

/** Names of token permissions (documented). */
export const PERMISSIONS = [
	'Read Safety Events & Scores',
	'Write Safety Events & Scores',
	'Read Org Information',
	'Read Drivers',
	'Read Vehicles',
	'Read Tags',
	'Read Users',
	'Read Camera Media',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export interface Token {
	readonly value: string;
	permissions: Permission[];
	/** It sees only events of assets with one of these tags (assumed); null: all. */
	tagIds: string[] | null;
}

const value = (region: Region, what: string) => `samsara_api_${region}_${what}_a1b2c3d4e5f6g7h8`;

/** Reads and writes safety events, sees their media, and lists drivers, vehicles, tags and users. */
export const fullToken = (region: Region) => value(region, 'full');
/** Only reads safety events: the least that the credential test needs. */
export const readToken = (region: Region) => value(region, 'read');
/** Only writes safety events. */
export const writeToken = (region: Region) => value(region, 'write');

export const FULL_TOKEN = fullToken('us');
export const READ_TOKEN = readToken('us');
export const WRITE_TOKEN = writeToken('us');

const [READ, WRITE, , ...LISTS] = PERMISSIONS;
/** Of the full token. */
export const FULL_PERMISSIONS: readonly Permission[] = [READ, WRITE, ...LISTS];

export function createTokens(region: Region): Map<string, Token> {
	const tokens: Token[] = [
		{ value: fullToken(region), permissions: [...FULL_PERMISSIONS], tagIds: null },
		{ value: readToken(region), permissions: [READ], tagIds: null },
		{ value: writeToken(region), permissions: [WRITE], tagIds: null },
	];
	return new Map(tokens.map((token) => [token.value, token]));
}
