/** `npm run test:hostile` runs the full form, `npm test` the light one. */
export const isFullForm = 'allCells' in globalThis;

/** Chooses the cells of the light form, and all that is generated. HOSTILE_SEED sets another one. */
export const SEED = Number(process.env.HOSTILE_SEED ?? 1);
