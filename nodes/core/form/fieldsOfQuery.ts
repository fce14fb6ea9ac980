import { unfitForQuery } from '../http/address';
import { jsonObject } from './fields';
import { refuse } from './refuse';

/** Extra Fields of an operation that reads: they go into the address, which holds texts and lists of texts. */
export const fieldsOfQuery = jsonObject.superRefine((extra, context) => {
	const unfit = unfitForQuery(extra);
	if (unfit !== undefined) refuse(context, unfit.what, unfit.howToGoOn);
});
