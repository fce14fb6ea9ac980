/** What happened, and what the user can do next. */
export interface Explanation {
	message: string;
	howToGoOn: string;
}
