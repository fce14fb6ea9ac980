/** Organization A, test mode: nobody is dispatched. */
export const TEST_KEY = `sety_test_${'a1b2c3d4'.repeat(4)}`;
/** Organization A, live mode: a created incident counts as dispatched. */
export const LIVE_KEY = `sety_live_${'a1b2c3d4'.repeat(4)}`;
/** Organization B, test mode: sees nothing of organization A. */
export const OTHER_ORGANIZATION_KEY = `sety_test_${'b5c6d7e8'.repeat(4)}`;

export type OrganizationName = 'A' | 'B';

export const PLAN_NAMES = ['starter', 'growth', 'enterprise', 'unlimited'] as const;
export type Plan = (typeof PLAN_NAMES)[number];

/** Requests per minute; the first three are documented, `unlimited` is for measurements. */
export const PLANS: Readonly<Record<Plan, number>> = {
	starter: 60,
	growth: 300,
	enterprise: 1000,
	unlimited: Infinity,
};

export interface ApiKey {
	readonly value: string;
	readonly organization: OrganizationName;
	readonly mode: 'test' | 'live';
	plan: Plan;
	/** Names such as `incident.getAll`, answered 403: the key lacks the scope. */
	deniedOperations: string[];
	/** Answered 402. */
	suspended: boolean;
}

export type KeyChange = Partial<Pick<ApiKey, 'plan' | 'deniedOperations' | 'suspended'>>;

export function createKeys(): Map<string, ApiKey> {
	const keys = [
		key(TEST_KEY, 'A', 'test'),
		key(LIVE_KEY, 'A', 'live'),
		key(OTHER_ORGANIZATION_KEY, 'B', 'test'),
	];
	return new Map(keys.map((each) => [each.value, each]));
}

function key(value: string, organization: OrganizationName, mode: ApiKey['mode']): ApiKey {
	return {
		value,
		organization,
		mode,
		plan: 'enterprise',
		deniedOperations: [],
		suspended: false,
	};
}

/** The key of `Authorization: Bearer <key>`. */
export function bearerOf(authorization: string | string[] | undefined): string | undefined {
	if (typeof authorization !== 'string') return undefined;
	return /^Bearer +(\S+)$/i.exec(authorization)?.[1];
}
