import { existsSync } from 'node:fs';

/** A program that no npm package brings. */
export interface Program {
	/** Where Debian puts it; the first that is there is used. */
	paths: readonly string[];
	/** Its package in Debian. */
	debian: string;
}

export const CHROMIUM: Program = { paths: ['/usr/bin/chromium'], debian: 'chromium' };

/** The path of the program. Throws with the way to get it when it is missing. */
export function pathOf(program: Program): string {
	const found = program.paths.find(existsSync);
	if (found === undefined) throw new Error(howToInstall([program]));
	return found;
}

export const missingAmong = (programs: readonly Program[]): Program[] =>
	programs.filter(({ paths }) => !paths.some(existsSync));

export function howToInstall(missing: readonly Program[]): string {
	const names = [...new Set(missing.map(({ debian }) => debian))].join(' ');
	return `Missing on this machine: ${names}. On Debian: apt-get install --yes --no-install-recommends ${names}`;
}
