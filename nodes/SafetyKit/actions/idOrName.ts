import { z } from 'zod';

import { text } from '../../shared/input/fields';
import { refuse } from '../../shared/input/refuse';
import { notText } from '../api/event/notText';

/** Text that names something, which true and false do not, here as in events. */
export const idOrName = z
	.unknown()
	.superRefine((value, context) => {
		if (typeof value !== 'boolean') return;
		const { what, howToGoOn } = notText(value);
		refuse(context, what, howToGoOn);
	})
	.pipe(text);
