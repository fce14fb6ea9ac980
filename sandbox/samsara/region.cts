/** Samsara's three hosts; here each is a service of its own, with its own organization and tokens. */
export const REGIONS = ['us', 'eu', 'ca'] as const;
export type Region = (typeof REGIONS)[number];

/** Where a region is mounted. */
export const basePathOf = (region: Region): string => `/samsara/${region}`;

/** Name of the region's service in faults, in the recorder and below `/__control`. */
export const serviceNameOf = (region: Region): string => `samsara-${region}`;
