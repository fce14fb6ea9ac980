export interface FilledIn {
	/** Of the form's fields, in their order. */
	labels: string[];
	/** What n8n answered when the form was sent. */
	status: number;
}

/** The names under which a form sends its fields, by their labels. */
const fieldsOf = (page: string): Map<string, string> =>
	new Map(
		[...page.matchAll(/<label[^>]*\bfor=['"]([^'"]+)['"][^>]*>([^<]+)</g)].map(
			([, name = '', label = '']) => [label.trim(), name],
		),
	);

/** Sends an opened form of n8n with these values, given by the labels of the fields. */
export async function sendForm(
	url: string,
	page: Response,
	values: Readonly<Record<string, string>>,
	signal: AbortSignal,
): Promise<FilledIn> {
	const fields = fieldsOf(await page.text());
	const body = new FormData();
	for (const [label, value] of Object.entries(values)) body.set(fields.get(label) ?? '', value);
	const { status } = await fetch(url, { method: 'POST', body, signal });
	return { labels: [...fields.keys()], status };
}
