import axios, { type AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox/server.cts';
import { TEST_KEY } from '../../sandbox/sety/keys.cts';

/** An axios client for the sandbox's Sety, with a key; no status is an exception. */
export function callSety({ credentials }: Sandbox, key: string = TEST_KEY): AxiosInstance {
	return axios.create({
		baseURL: credentials.setyApi.baseUrl,
		headers: { authorization: `Bearer ${key}` },
		proxy: false,
		maxRedirects: 0,
		validateStatus: () => true,
	});
}

/** The least that creates an incident. */
export const EMERGENCY = {
	category: 'sos',
	subject: { name: 'Amaka Obi', phone: '+2348012345678' },
	location: { coordinates: [3.3792, 6.5244] },
};
