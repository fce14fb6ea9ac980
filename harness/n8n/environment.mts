import { LOOPBACK } from '../process/ports.mts';

export interface N8nSettings {
	userFolder: string;
	temporaryFolder: string;
	encryptionKey: string;
	port: number;
	/** Where n8n's task runners report; like `port`, two n8n cannot share it. */
	brokerPort: number;
	gracefulShutdownSeconds: number;
}

/** What n8n gets of our environment. Not more: DB_TYPE, N8N_* or a token of the user's shell have no place here. */
const PASSED_ON = ['PATH', 'HOME', 'USERPROFILE', 'SystemRoot', 'LANG', 'TZ', 'NODE_COMPILE_CACHE'];

/** An n8n for one person on one machine that calls nobody but the sandbox. */
export function n8nEnvironment(settings: N8nSettings): Record<string, string> {
	const passedOn = new Map<string, string>();
	for (const name of PASSED_ON) {
		const value = process.env[name];
		if (value !== undefined) passedOn.set(name, value);
	}
	return {
		...Object.fromEntries(passedOn),
		// n8n leaves folders there; in its own folder they go with it.
		...Object.fromEntries(
			['TMPDIR', 'TEMP', 'TMP'].map((name) => [name, settings.temporaryFolder]),
		),
		N8N_USER_FOLDER: settings.userFolder,
		N8N_ENCRYPTION_KEY: settings.encryptionKey,
		N8N_HOST: LOOPBACK,
		N8N_LISTEN_ADDRESS: LOOPBACK,
		N8N_PORT: String(settings.port),
		N8N_EDITOR_BASE_URL: `http://${LOOPBACK}:${settings.port}/`,
		N8N_WEBHOOK_URL: `http://${LOOPBACK}:${settings.port}/`,
		N8N_RUNNERS_BROKER_PORT: String(settings.brokerPort),
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: LOOPBACK,
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: String(settings.gracefulShutdownSeconds),
		N8N_SECURE_COOKIE: 'false', // plain http on loopback
		GENERIC_TIMEZONE: timeZoneOfHost(), // n8n's own default is New York

		// Community packages: ours is neither verified nor installed through the editor.
		N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false', // would fetch a list from n8n's servers

		// Nothing is sent anywhere, nothing stands between the user and the editor.
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_DISABLED_MODULES: 'mcp-registry', // would fetch a list too
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	};
}

/** The time zone of this machine (IANA), for schedules and for times without an offset; UTC where it has none. */
export function timeZoneOfHost(): string {
	const { timeZone } = new Intl.DateTimeFormat().resolvedOptions() as { timeZone?: string };
	return timeZone === undefined || timeZone === 'Etc/Unknown' ? 'UTC' : timeZone;
}
