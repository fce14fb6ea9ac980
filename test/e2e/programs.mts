import { existsSync } from 'node:fs';

/** A program that no npm package brings. */
export interface Program {
	/** Where Debian puts it; the first that is there is used. */
	paths: readonly string[];
	/** Its package in Debian. */
	debian: string;
}

export const CHROMIUM: Program = { paths: ['/usr/bin/chromium'], debian: 'chromium' };

export const REDIS: Program = { paths: ['/usr/bin/redis-server'], debian: 'redis-server' };

/**
 * Debian keeps every version in a folder of its own; the newest is taken. n8n 2.41 asks for 16 or newer and runs on the
 * 15 of Debian 12 with a warning.
 */
const POSTGRES_VERSIONS = [18, 17, 16, 15];

export const POSTGRES: Program = {
	paths: POSTGRES_VERSIONS.map((version) => `/usr/lib/postgresql/${version}/bin/postgres`),
	debian: 'postgresql',
};

/** The path of the program. Throws with the way to get it when it is missing. */
export function pathOf(program: Program): string {
	const found = program.paths.find(existsSync);
	if (found === undefined) throw new Error(howToInstall([program]));
	return found;
}

export const missingAmong = (programs: readonly Program[]): Program[] =>
	programs.filter(({ paths }) => !paths.some(existsSync));

/** Names for apt-get install. */
export const debianPackages = (programs: readonly Program[]): string[] => [
	...new Set(programs.map(({ debian }) => debian)),
];

export function howToInstall(missing: readonly Program[]): string {
	const names = debianPackages(missing).join(' ');
	return `Missing on this machine: ${names}. On Debian: apt-get install --yes --no-install-recommends ${names}`;
}
