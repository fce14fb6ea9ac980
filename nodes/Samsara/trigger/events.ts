/** What the Samsara Trigger can be set to. The values are stored in workflows. */
export const EVENTS = ['safetyEventCreated', 'safetyEventUpdated'] as const;

export type SamsaraEvent = (typeof EVENTS)[number];
