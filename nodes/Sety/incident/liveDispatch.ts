import { InvalidInput } from '../../core/failures/failures';

/** Refuses a drill with a live key, or a key of unknown kind: responders could be sent. Throws InvalidInput. */
export function refuseLiveDrill({
	isTestKey,
	isDrill,
}: {
	/** False for live keys and for keys of unknown kind. */
	isTestKey: boolean;
	/** The user asked for a drill. */
	isDrill: boolean;
}): void {
	if (isTestKey || !isDrill) return;
	throw new InvalidInput(
		'Mark As Drill is on with a key that is not a test key (sety_test_…)',
		'That a drill dispatches nobody is not documented by Sety. Use a test key for drills, or switch Mark As Drill off. If Sety confirmed it to you, send {"is_drill": true} in Extra Fields.',
	);
}
