/** IDs for the cases of a service that reach no sandbox, each in the form that the node takes. */
export const exampleIds = (service: string): Record<string, string> =>
	service === 'Samsara'
		? { event: 'bb2ff5ab-30ad-49ec-9d2d-55ec30bbf590' }
		: { incident: 'inc_a1b2c3d4e5f6g7h8', visitor: 'log_a1b2c3d4e5f6g7h8' };
