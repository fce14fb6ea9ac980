/** What a status of a credential's test request means. Where such a rule applies, the test ends without success. */
export const meaning = (value: number, message: string) => ({
	type: 'responseCode' as const,
	properties: { value, message },
});

/** The test does not follow redirects, because a key could reach another host. */
export const redirected = [301, 302, 307, 308].map((status) =>
	meaning(status, 'This Base URL redirects to another address. Enter the final address.'),
);

export const outOfOrder = (service: string) => [
	meaning(500, `${service} has an internal fault at the moment. Try again later.`),
	meaning(503, `${service} is not available at the moment. Try again later.`),
];
