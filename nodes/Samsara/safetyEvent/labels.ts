import type { INodePropertyOptions } from 'n8n-workflow';

import { setOfTexts } from '../../core/form/lists';
import type { Choice } from '../../core/form/oneOf';
import { findChoice } from '../../core/form/oneOf';

/** States that can be written and filtered by (documented, seven). `unknown` is only ever read. */
export const EVENT_STATES = [
	{ name: 'Coached', value: 'coached' },
	{ name: 'Dismissed', value: 'dismissed' },
	{ name: 'Needs Coaching', value: 'needsCoaching' },
	{ name: 'Needs Recognition', value: 'needsRecognition' },
	{ name: 'Needs Review', value: 'needsReview' },
	{ name: 'Recognized', value: 'recognized' },
	{ name: 'Reviewed', value: 'reviewed' },
] as const;

/**
 * Context labels, 37 on 2026-08-21 (26 in May of that year). The list grows, so the node sends other texts as they are. Blanks,
 * slashes and capitals belong to the value.
 */
const CONTEXTS = [
	'Congested',
	'Construction',
	'Coupling/Uncoupling',
	'Cyclist/Motorcyclist',
	'Defensive',
	'Fog',
	'Improper Seat Belt',
	'Lead Car',
	'Light Traffic',
	'Moderate Traffic',
	'Moderately Drowsy',
	'Mounted Phone',
	'Night',
	'No Boots',
	'No Coveralls',
	'No Face Shield',
	'No Gloves',
	'No Hard Hat',
	'No Hi-Vis Vest',
	'No Safety Glasses',
	'Parking Lot',
	'Passenger Mobile Usage',
	'Passenger Sleeping',
	'Passengers',
	'Pedestrians',
	'Person Actively Directing Traffic',
	'Raining',
	'Sensitive Media',
	'Slightly Drowsy',
	'Snowing',
	'Snowy Road',
	'Speed Sign Verified',
	'Traffic Control Person Present',
	'Trailer Car',
	'Very Drowsy',
	'Wet Road',
	'Wildlife',
] as const;

/**
 * Behavior labels, 61 on 2026-08-21: the words of the editor by Samsara's value. `NearCollison` is spelled so. The words name
 * the behavior as people search for it ("Harsh Braking"); for most values they are the value itself, in words.
 */
const BEHAVIORS = [
	{ name: 'Aggressive Driving', value: 'AggressiveDriving' },
	{ name: 'Bluetooth Headset', value: 'BluetoothHeadset' },
	{ name: 'Construction or Work Zone', value: 'ContextConstructionOrWorkZone' },
	{ name: 'Crash', value: 'Crash' },
	{ name: 'Defensive Driving', value: 'DefensiveDriving' },
	{ name: 'Did Not Yield', value: 'DidNotYield' },
	{ name: 'Distracted Driving', value: 'EdgeDistractedDriving' },
	{ name: 'Distraction', value: 'GenericDistraction' },
	{ name: 'Drinking', value: 'Drinking' },
	{ name: 'Drowsy', value: 'Drowsy' },
	{ name: 'Eating', value: 'Eating' },
	{ name: 'Eating or Drinking', value: 'EatingDrinking' },
	{ name: 'Following Distance', value: 'FollowingDistance' },
	{ name: 'Following Distance: Moderate', value: 'FollowingDistanceModerate' },
	{ name: 'Following Distance: Severe', value: 'FollowingDistanceSevere' },
	{ name: 'Forward Collision Warning', value: 'ForwardCollisionWarning' },
	{ name: 'Harsh Acceleration', value: 'Acceleration' },
	{ name: 'Harsh Braking', value: 'Braking' },
	{ name: 'Harsh Impact', value: 'HarshImpact' },
	{ name: 'Harsh Turn', value: 'HarshTurn' },
	{ name: 'High Speed Sudden Disconnect', value: 'HighSpeedSuddenDisconnect' },
	{ name: 'Hours of Service (HOS) Violation', value: 'HosViolation' },
	{ name: 'Idling', value: 'Idling' },
	{ name: 'Invalid', value: 'Invalid' },
	{ name: 'Lane Departure', value: 'LaneDeparture' },
	{ name: 'Late Response', value: 'LateResponse' },
	{ name: 'Left Turn', value: 'LeftTurn' },
	{ name: 'Maximum Speed', value: 'MaxSpeed' },
	{ name: 'Mobile Phone Usage', value: 'MobileUsage' },
	{ name: 'Near Collision', value: 'NearCollison' },
	{ name: 'Near Pedestrian Collision', value: 'NearPedestrianCollision' },
	{ name: 'No Seat Belt', value: 'NoSeatbelt' },
	{ name: 'Obstructed Camera', value: 'ObstructedCamera' },
	{ name: 'Operational Event', value: 'OperationalEvent' },
	{ name: 'Other Violation', value: 'OtherViolation' },
	{ name: 'Passenger', value: 'Passenger' },
	{ name: 'Policy Violation: Mask', value: 'PolicyViolationMask' },
	{ name: 'Protective Equipment', value: 'ProtectiveEquipment' },
	{ name: 'Proximity Warning', value: 'ProximityWarning' },
	{ name: 'Railroad Crossing Violation', value: 'EdgeRailroadCrossingViolation' },
	{ name: 'Ran Red Light', value: 'RanRedLight' },
	{ name: 'Rear Collision Warning', value: 'RearCollisionWarning' },
	{ name: 'Reversing', value: 'Reversing' },
	{ name: 'Rolling Stop', value: 'RollingStop' },
	{ name: 'Rollover Protection', value: 'RolloverProtection' },
	{ name: 'Smoking', value: 'Smoking' },
	{ name: 'Snowy or Icy Road', value: 'ContextSnowyOrIcy' },
	{ name: 'Speeding', value: 'Speeding' },
	{ name: 'Speeding: Heavy', value: 'HeavySpeeding' },
	{ name: 'Speeding: Light', value: 'LightSpeeding' },
	{ name: 'Speeding: Moderate', value: 'ModerateSpeeding' },
	{ name: 'Speeding: Severe', value: 'SevereSpeeding' },
	{ name: 'Tailgating', value: 'GenericTailgating' },
	{ name: 'U-Turn', value: 'UTurn' },
	{ name: 'Unsafe Maneuver', value: 'UnsafeManeuver' },
	{ name: 'Unsafe Parking', value: 'UnsafeParking' },
	{ name: 'Vehicle in Blind Spot Warning', value: 'VehicleInBlindSpotWarning' },
	{ name: 'Vulnerable Road User', value: 'ContextVulnerableRoadUser' },
	{ name: 'Vulnerable Road User Collision Warning', value: 'VulnerableRoadUserCollisionWarning' },
	{ name: 'Wet Road', value: 'ContextWet' },
	{ name: 'Yaw Control', value: 'YawControl' },
] as const;

export const BEHAVIOR_LABELS: readonly string[] = BEHAVIORS.map(({ value }) => value);

export const CONTEXT_LABELS: readonly string[] = CONTEXTS;

/** Values that events have, but that are missing in the documented list of the stream's filter. */
export const NOT_IN_STREAM_FILTER: readonly string[] = [
	'HighSpeedSuddenDisconnect',
	'OperationalEvent',
	'ProximityWarning',
	'RearCollisionWarning',
	'VehicleInBlindSpotWarning',
];

/** The dropdowns of labels. */
export const behaviorOptions: INodePropertyOptions[] = BEHAVIORS.map((one) => ({ ...one }));
export const contextOptions: INodePropertyOptions[] = CONTEXTS.map((value) => ({
	name: value,
	value,
}));

/** Reads labels: the value or the words of a known one, in any case, and any other text as it is. */
const labelsAmong = (choices: readonly Choice[]) =>
	setOfTexts.transform((texts) => [
		...new Set(texts.map((text) => findChoice(choices, text) ?? text)),
	]);

export const behaviorLabels = labelsAmong(BEHAVIORS);
export const contextLabels = labelsAmong(CONTEXTS);
