import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The folder of this repository. */
export const CHECKOUT = fileURLToPath(new URL('..', import.meta.url));

export const inCheckout = (...parts: string[]): string => join(CHECKOUT, ...parts);
