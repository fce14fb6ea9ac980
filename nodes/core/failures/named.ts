/** The first of many names, for a message: "a, b and 3 more". */
export function named(names: ReadonlyArray<string | number>, most: number): string {
	const first = names.slice(0, most).join(', ');
	return names.length > most ? `${first} and ${names.length - most} more` : first;
}
