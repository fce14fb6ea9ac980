import { execFileSync } from 'node:child_process';

export interface SystemUser {
	uid: number;
	gid: number;
}

/** A user that a package of the system has brought. Throws when there is none of that name. */
export function systemUser(name: string): SystemUser {
	const idOf = (option: string) =>
		Number(execFileSync('id', [option, name], { encoding: 'utf8' }).trim());
	return { uid: idOf('-u'), gid: idOf('-g') };
}
