/** Reads the parameters out of a path that fits a template such as `/incidents/{incidentId}`. */
export type PathReader = (path: string) => Record<string, string> | null;

export function pathReader(template: string): PathReader {
	const pattern = template
		.split(/(\{\w+\})/)
		.map((part) => part.replace(/^\{(\w+)\}$/, '(?<$1>[^/]+)'))
		.join('');
	const expression = new RegExp(`^${pattern}$`);
	return (path) => {
		const found = expression.exec(path);
		return found && decoded(found.groups ?? {});
	};
}

/** Null when a parameter is not percent-encoded text: such a path names nothing. */
function decoded(parameters: Record<string, string>): Record<string, string> | null {
	try {
		return Object.fromEntries(
			Object.entries(parameters).map(([name, value]) => [name, decodeURIComponent(value)]),
		);
	} catch {
		return null;
	}
}
