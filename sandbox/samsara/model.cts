import type { MediaFile } from './media.cts';

/** The vendor's records, with the vendor's field names; times are RFC 3339 in UTC with milliseconds. */

export const STATES = [
	'needsReview',
	'reviewed',
	'needsCoaching',
	'coached',
	'dismissed',
	'needsRecognition',
	'recognized',
] as const;

export interface Tag {
	id: string;
	name: string;
	/** Absent at the top. */
	parentTagId?: string;
}

export interface Asset {
	id: string;
	name: string;
	type: 'vehicle';
	tags: Tag[];
	/** Without one, its events show only with includeVgOnlyEvents. */
	hasCamera: boolean;
}

export interface Driver {
	/** Empty: nobody is assigned (assumed). */
	id: string;
	name: string;
}

export interface SafetyEvent {
	id: string;
	asset: Asset;
	driver: Driver;
	eventState: string;
	dismissalReason?: { code: string; comment?: string | undefined };
	assignedCoach?: string;
	behaviorLabels: Array<{ label: string; source: 'automated' | 'userGenerated' }>;
	contextLabels: Array<{ name: string; authorId: string; createdAtTime: string }>;
	createdAtTime: string;
	updatedAtTime: string;
	updatedByUserId?: string;
	startMs: string;
	endMs: string;
	maxAccelerationGForce: number;
	location: { latitude: number; longitude: number; headingDegrees: number };
	/** What its cameras recorded; the links to it are made for each reading. */
	media?: MediaFile[];
}

export interface Inclusions {
	includeAsset: boolean;
	includeDriver: boolean;
}

/** The event as it is served; asset and driver are ids unless they are asked for. */
export function served(
	{ asset, driver, media: _media, ...event }: SafetyEvent,
	{ includeAsset, includeDriver }: Inclusions,
): object {
	const { id, name, type, tags } = asset;
	return {
		...event,
		asset: includeAsset ? { id, name, type, tags } : { id },
		driver: includeDriver && driver.id !== '' ? driver : { id: driver.id },
		tripStartTime: null,
		tripEndTime: null,
		inboxEventUrl: `https://cloud.samsara.com/o/1/fleet/safety/events/${event.id}`,
		incidentReportUrl: `https://cloud.samsara.com/o/1/fleet/safety/report/${event.id}`,
	};
}
