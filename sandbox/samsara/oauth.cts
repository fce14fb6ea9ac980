import type { Answer, Call } from '../service.cts';
import { PERMISSIONS } from './tokens.cts';
import type { World } from './world.cts';

/** The app that may renew tokens here. */
export const APP = { id: 'sandbox-app', secret: 'sandbox-app-secret' };

export const isTokenCall = ({ method, path }: Call): boolean =>
	method === 'POST' && path === '/oauth2/token';

let issued = 0;

/**
 * POST /oauth2/token: a form as body, the app in HTTP Basic; a refresh hands out a new refresh token and ends the old one
 * (documented). Only the refresh is served: nobody can consent here.
 */
export function renewedToken({ headers, body }: Call, world: World): Answer {
	const basic = `Basic ${Buffer.from(`${APP.id}:${APP.secret}`).toString('base64')}`;
	if (headers.authorization !== basic) return { status: 401, body: { error: 'invalid_client' } };
	const form = new URLSearchParams(typeof body === 'string' ? body : '');
	const old = form.get('refresh_token') ?? '';
	if (form.get('grant_type') !== 'refresh_token' || !world.refreshTokens.delete(old)) {
		return { status: 400, body: { error: 'invalid_grant' } };
	}
	issued += 1;
	const access_token = `sandbox_oauth_access_token_${issued}`;
	const refresh_token = `sandbox_oauth_refresh_token_${issued}`;
	const [READ, WRITE] = PERMISSIONS;
	world.tokens.set(access_token, { value: access_token, permissions: [READ, WRITE], tagIds: null });
	world.refreshTokens.set(refresh_token, access_token);
	return {
		status: 200,
		body: { access_token, refresh_token, expires_in: 3600, token_type: 'bearer' },
	};
}
