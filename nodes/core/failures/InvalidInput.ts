/** Input that was refused before anything was sent. The runner adds the item and turns it into n8n's error. */
export class InvalidInput extends Error {
	/**
	 * @param message what is wrong, beginning with the parameter's display name
	 * @param howToGoOn what the user can do about it
	 */
	constructor(
		message: string,
		readonly howToGoOn: string,
	) {
		super(message);
		this.name = 'InvalidInput';
	}
}
