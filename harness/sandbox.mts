import { createRequire } from 'node:module';

type ServerModule = typeof import('../sandbox/server.cts');
type KeysModule = typeof import('../sandbox/sety/keys.cts');
type TokensModule = typeof import('../sandbox/samsara/tokens.cts');
type GreetingModule = typeof import('../sandbox/greeting.cts');
type SafetyKitModule = typeof import('../sandbox/safetykit/service.cts');

/**
 * The sandbox is CommonJS. Imported, all that it requires would go through the ES module loader as well, where
 * Node 20 with a loader such as tsx cannot read JSON (ajv does); required, it is what Node has always done.
 */
const require = createRequire(import.meta.url);

const server: ServerModule = require('../sandbox/server.cts');
const keys: KeysModule = require('../sandbox/sety/keys.cts');
const tokens: TokensModule = require('../sandbox/samsara/tokens.cts');
const greeting: GreetingModule = require('../sandbox/greeting.cts');
const safetyKit: SafetyKitModule = require('../sandbox/safetykit/service.cts');

export const { startSandbox } = server;
export const { LIVE_KEY, OTHER_ORGANIZATION_KEY, TEST_KEY } = keys;
export const { SAFETYKIT_KEY, SAFETYKIT_WEBHOOK_SECRET } = safetyKit;
export const { FULL_PERMISSIONS, FULL_TOKEN } = tokens;
export const { accessText } = greeting;

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;
